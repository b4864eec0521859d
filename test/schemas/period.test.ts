import test from 'ava';
import { period, periodInSteps } from '../../schemas/period.ts';

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
