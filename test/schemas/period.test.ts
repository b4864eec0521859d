import test from 'ava';
import { period, periodInSteps, validationPeriod } from '../../schemas/period.ts';

test('an interval is steps or epochs, and exactly one of them', (t) => {
  t.deepEqual(period.parse({ steps: 3 }), { steps: 3 });
  t.deepEqual(period.parse({ epochs: 1 }), { epochs: 1 });
  for (const wrong of [{}, { steps: 1, epochs: 1 }, { steps: 0 }, { epochs: 1.5 }, 3])
    t.false(period.safeParse(wrong).success, JSON.stringify(wrong));
});

test('an interval in epochs is as many steps as they have', (t) => {
  t.is(periodInSteps({ steps: 7 }, 10), 7);
  t.is(periodInSteps({ epochs: 3 }, 10), 30);
});

test('validations may begin elsewhere, and anew in each epoch, where they are counted in steps', (t) => {
  t.deepEqual(validationPeriod.parse({ steps: 10 }), { steps: 10, restart: 'never' });
  t.deepEqual(validationPeriod.parse({ steps: 10, first: 1, restart: 'epoch' }), {
    steps: 10,
    first: 1,
    restart: 'epoch',
  });
  t.deepEqual(validationPeriod.parse({ epochs: 2 }), { epochs: 2 });
  for (const wrong of [{ epochs: 1, first: 1 }, { first: 1 }, { steps: 1, first: 0 }, { steps: 1, restart: 'run' }])
    t.false(validationPeriod.safeParse(wrong).success, JSON.stringify(wrong));
});
