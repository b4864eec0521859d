import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { BatchNorm2d, Conv2d, Layer, type Pass, ReLU, Sequential } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const pass: Pass = { training: false, random: createRandom(0) };

test.serial('layers are numbered as PyTorch does, activations included', (t) => {
  const random = createRandom(0);
  const net = new Sequential(
    new Conv2d(2, 4, 3, { padding: 1, random }),
    new BatchNorm2d(4),
    new ReLU(),
    new Conv2d(4, 1, 1, { random }),
  );
  t.deepEqual([...net.stateDict().keys()].sort(), [
    '0.bias',
    '0.weight',
    '1.bias',
    '1.running_mean',
    '1.running_var',
    '1.weight',
    '3.bias',
    '3.weight',
  ]);
  t.deepEqual(
    tf.tidy(() => net.forward(tf.zeros([1, 5, 6, 2]), pass).shape),
    [1, 5, 6, 1],
  );
  net.dispose();
});

class Applied extends Layer {
  readonly #f: (x: tf.Tensor4D, pass: Pass) => tf.Tensor4D;

  constructor(f: (x: tf.Tensor4D, pass: Pass) => tf.Tensor4D) {
    super();
    this.#f = f;
  }

  override forward(x: tf.Tensor4D, given: Pass): tf.Tensor4D {
    return this.#f(x, given);
  }
}

test.serial('each layer gets the result of the one before it, and the same pass', async (t) => {
  const passes: Pass[] = [];
  const net = new Sequential(
    new Applied((x, given) => (passes.push(given), tf.add(x, 1))),
    new Applied((x, given) => (passes.push(given), tf.mul(x, 10))),
  );
  t.deepEqual([...(await net.forward(tf.fill([1, 1, 1, 1], 2), pass).data())], [30]);
  t.deepEqual(passes, [pass, pass]);
});

test.serial('no layers change nothing', (t) => {
  const x = tf.zeros<tf.Rank.R4>([1, 1, 1, 1]);
  t.is(new Sequential().forward(x, pass), x);
});
