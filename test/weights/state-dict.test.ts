import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { BatchNorm2d, Conv2d, ReLU, Sequential } from '../../src/nn/index.ts';
import { loadStateDict, readStateDict } from '../../src/weights/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const random = () => createRandom(0);
const block = () =>
  new Sequential(
    new Conv2d(2, 4, 3, { padding: 1, random: random() }),
    new BatchNorm2d(4),
    new ReLU(),
    new Conv2d(4, 1, 1, { random: random() }),
  );

test.serial('a state dict is read and loaded', async (t) => {
  const [from, to] = [block(), block()];
  from
    .stateDict()
    .get('1.running_mean')!
    .assign(tf.tensor1d([1, 2, 3, 4]));
  const state = await readStateDict(from);
  loadStateDict(to, state, 'file');
  t.deepEqual(await readStateDict(to), state);
  for (const net of [from, to]) net.dispose();
});

test.serial('a state dict that does not fit is refused whole, with every reason', async (t) => {
  const net = block();
  const state = await readStateDict(net);
  state.delete('0.bias');
  state.set('1.weight', { shape: [5], data: new Float32Array(5) });
  state.set('extra', { shape: [1], data: new Float32Array(1) });
  state.set('3.bias', { shape: [1], data: Float32Array.of(42) });
  const error = t.throws(() => loadStateDict(net, state, 'the file'), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ message }) => message),
    [
      'expected a tensor `0.bias` of shape [4]; the file has none',
      'expected `1.weight` to have shape [4]; in the file it has [5]',
      "the file has a tensor `extra` that the model doesn't have",
    ],
  );
  t.not((await net.stateDict().get('3.bias')!.data())[0], 42);
  net.dispose();
});
