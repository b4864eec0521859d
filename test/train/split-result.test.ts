import test from 'ava';
import { scoredAt, splitResult } from '../../src/train/split-result.ts';

const evaluation = {
  loss: 0.5,
  losses: new Map([['loss/dice', 0.25]]),
  metrics: new Map([
    ['hidden', { value: 1, perClass: [] }],
    ['iou', { value: 0.75, perClass: [0.75, undefined] }],
  ]),
};
const iou = { name: 'iou', direction: 'max' } as const;

test('an evaluation is kept with the figures that are reported; a class that the split lacks is null', (t) => {
  t.deepEqual(splitResult(evaluation, [iou], 'original'), {
    at: 'original',
    loss: 0.5,
    losses: { 'loss/dice': 0.25 },
    metrics: { iou: { value: 0.75, perClass: [0.75, null], direction: 'max' } },
  });
});

test('without further losses there is no key for them', (t) => {
  t.false('losses' in splitResult({ ...evaluation, losses: new Map() }, [iou], 'input'));
});

test('a split is scored at the size of the dataset where it was prepared for that, and else at that of the input', (t) => {
  const prepared = (evaluated?: object) =>
    ({ remote: { ...(evaluated && { evaluated }) } }) as Parameters<typeof scoredAt>[0];
  t.is(scoredAt(prepared({ multiple: 1 }), { evaluateAt: 'original' }), 'original');
  t.is(scoredAt(prepared({ multiple: 1 }), {}), 'input');
  t.is(scoredAt(prepared(), { evaluateAt: 'original' }), 'input');
});
