import test from 'ava';
import { withProbability } from '../../../src/components/augmentations/with-probability.ts';
import { createRandom } from '../../../src/core/random.ts';
import { coordinateSample } from '../../helpers/data.ts';

const sample = coordinateSample(2, 3);

test('what is drawn from the size of the sample is applied to it', (t) => {
  const augment = withProbability(
    1,
    ({ height, width }) => height * 10 + width,
    (given, drawn) => ({ ...given, name: String(drawn) }),
  );
  t.is(augment(sample, createRandom(0)).name, '23');
});

test('p 0 changes nothing and draws no parameters; the stream still moves by one number', (t) => {
  const random = createRandom(7);
  const augment = withProbability(
    0,
    () => t.fail(),
    () => t.fail(),
  );
  t.is(augment(sample, random), sample);
  const other = createRandom(7);
  other.uniform();
  t.is(random.uniform(), other.uniform());
});
