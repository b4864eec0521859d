import test from 'ava';
import { makeDivisible } from '../../../../src/components/encoders/inverted-residuals/stages.ts';

for (const [channels, expected] of [
  [32, 32],
  [11.2, 16],
  [12, 16],
  [18, 24],
  [19.6, 24],
  [20, 24],
  [3, 8],
  [33.6, 32],
  [60, 64],
] as const)
  test(`${channels} channels become ${expected}`, (t) => {
    t.is(makeDivisible(channels), expected);
  });
