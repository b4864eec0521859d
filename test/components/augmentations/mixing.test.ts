import test from 'ava';
import { mixing } from '../../../src/components/augmentations/mixing.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createRandom } from '../../../src/core/random.ts';
import { coordinateSample } from '../../helpers/data.ts';

const partner = (height = 4) => ({ sample: coordinateSample(height, 5, 'other'), random: createRandom('other') });

test('the share `p` of the samples is mixed, and none without a partner', (t) => {
  const mix = mixing(0.25, (_, other) => other);
  let mixed = 0;
  for (let seed = 0; seed < 400; seed++) {
    if (mix(coordinateSample(4, 5), createRandom(seed), partner()).name === 'other') mixed++;
    t.is(mix(coordinateSample(4, 5), createRandom(seed)).name, 'coordinates');
  }
  t.true(mixed > 70 && mixed < 130, String(mixed));
  t.true(mix.mixes);
});

test('samples of two sizes are not mixed', (t) => {
  const mix = mixing(1, (_, other) => other);
  const error = t.throws(() => mix(coordinateSample(4, 5), createRandom(0), partner(6)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-size');
  t.regex(error.message, /4 x 5 and 6 x 5/);
});
