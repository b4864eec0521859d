import test from 'ava';
import { distribution } from '../../schemas/distribution.ts';

const isRight = (value: unknown) => distribution.safeParse(value).success;

test('each distribution has its own keys', (t) => {
  for (const right of [
    { type: 'uniform', low: -1, high: 0 },
    { type: 'log-uniform', low: 1e-5, high: 1 },
    { type: 'integer', low: 1, high: 2 },
    { type: 'choice', values: [null, [1], { type: 'focal' }] },
    { type: 'normal', mean: -3, std: 0.1 },
  ])
    t.true(isRight(right), JSON.stringify(right));
  for (const wrong of [
    { type: 'uniform', low: 1 },
    { type: 'log-uniform', low: 0, high: 1 },
    { type: 'integer', low: 1, high: 2.5 },
    { type: 'choice', values: [] },
    { type: 'normal', mean: 0, std: 0 },
    { type: 'poisson', mean: 2 },
  ])
    t.false(isRight(wrong), JSON.stringify(wrong));
});

test('the upper end lies above the lower one', (t) => {
  t.false(isRight({ type: 'uniform', low: 2, high: 2 }));
  const { error } = distribution.safeParse({ type: 'integer', low: 3, high: 2 });
  t.like(error?.issues[0], { path: ['high'], message: 'expected `high` above `low`, got 2 and 3' });
});
