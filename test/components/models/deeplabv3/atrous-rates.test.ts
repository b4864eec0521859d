import test from 'ava';
import { defaultAtrousRates } from '../../../../src/components/models/deeplabv3/atrous-rates.ts';

for (const [stride, rates] of [
  [8, [12, 24, 36]],
  [16, [6, 12, 18]],
  [32, [3, 6, 9]],
  [256, [1, 1, 1]],
] as const)
  test(`at stride ${stride} the rates are ${rates.join(', ')}`, (t) => {
    t.deepEqual(defaultAtrousRates({ stride, channels: 1 }), rates);
  });
