import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import { defaultBound, uniform } from '../../src/nn/init.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

test('the bound is one over the root of the fan in', (t) => {
  t.is(defaultBound(16), 0.25);
  t.is(defaultBound(1), 1);
});

test.serial('numbers are drawn one after the other, in the order of memory', async (t) => {
  const [random, same] = [createRandom('init'), createRandom('init')];
  const tensor = uniform(random, [2, 3], 0.5);
  t.deepEqual(tensor.shape, [2, 3]);
  const drawn = Array.from({ length: 6 }, () => Math.fround(same.between(-0.5, 0.5)));
  t.deepEqual([...(await tensor.data())], drawn);
});
