import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { SupplementaryModule } from '../../../../src/components/models/pspnet/supplementary-module.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { inference, training } from '../../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("the supplementary module has PyTorch's outputs and gradients", async (t) => {
  const module = new SupplementaryModule(6, 4, 0, createRandom(0));
  await assertPart(t, 'supplementary', module, ([x], pass) => module.forward(x!, pass), [[2, 4, 3, 6]]);
});

test.serial('it goes by way of half the channels, rounded down', (t) => {
  const module = new SupplementaryModule(7, 5, 0, createRandom(0));
  const shapes = Object.fromEntries([...module.stateDict()].map(([name, { shape }]) => [name, shape]));
  t.deepEqual(shapes['suppl.0.weight'], [3, 3, 7, 3]);
  t.deepEqual(shapes['suppl.4.weight'], [1, 1, 3, 5]);
  module.dispose();
});

test.serial('dropout changes the output in training only', async (t) => {
  const [with_, without] = [0.5, 0].map((p) => new SupplementaryModule(8, 4, p, createRandom(0)));
  const x = patternTensor<tf.Rank.R4>([2, 4, 4, 8], 1);
  const difference = async (pass: typeof inference) => {
    const largest = tf.tidy(() => tf.max(tf.abs(tf.sub(with_!.forward(x, pass), without!.forward(x, pass)))));
    return (await largest.data())[0]!;
  };
  t.is(await difference(inference), 0);
  t.true((await difference(training())) > 0.1);
  for (const module of [with_!, without!]) module.dispose();
});
