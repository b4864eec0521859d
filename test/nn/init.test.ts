import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import { defaultBound, kaimingNormalFanOut, uniform } from '../../src/nn/init.ts';
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

test.serial('kaiming_normal_ of the fan out has standard deviation sqrt(2 / (height * width * out))', async (t) => {
  const values = await kaimingNormalFanOut(createRandom('init'), [3, 3, 16, 32]).data<'float32'>();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  t.true(Math.abs(mean) < 0.005);
  t.true(Math.abs(variance / (2 / (9 * 32)) - 1) < 0.05, `the variance is ${variance}`);
  const same = createRandom('init');
  t.is(values[0], Math.fround(same.normal() * Math.sqrt(2 / (9 * 32))));
});
