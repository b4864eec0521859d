import test from 'ava';
import { sweepSection } from '../../schemas/sweep.ts';

test('an axis has at least one value, of any kind', (t) => {
  t.true(sweepSection.safeParse({ grid: { seed: [1], loss: [{ type: 'focal' }, null] } }).success);
  for (const wrong of [{}, { grid: { seed: [] } }, { grid: { seed: 1 } }, { grid: {}, random: 3 }])
    t.false(sweepSection.safeParse(wrong).success, JSON.stringify(wrong));
});
