import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import * as nn from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { watchLayers, type LayerWatch } from '../../src/plan/layers.ts';

const random = createRandom(0);
const inference: nn.Pass = { training: false, random };

/** Counts a kernel each time that it is called, by a method that is not `forward`. */
class Counting extends nn.Module {
  watch: LayerWatch | undefined;
  readonly inner: nn.Conv2d;

  constructor() {
    super();
    this.inner = this.child('inner', new nn.Conv2d(3, 2, 1, { random, bias: false }));
  }

  transform(x: tf.Tensor4D): tf.Tensor4D {
    this.watch!.count('own', 5);
    const y = this.inner.forward(x);
    this.watch!.count('own', 7);
    return y;
  }

  describe(what: string): string {
    this.watch!.count('outside', 100);
    return what;
  }
}

test('work belongs to the innermost module that is at it; what takes no tensor is no call', (t) => {
  const model = new Counting();
  const watch = (model.watch = watchLayers(model));
  watch.count('before', 1000);
  model.describe('words');
  tf.tidy(() => void model.transform(tf.zeros([2, 4, 4, 3])));
  const [whole, inner] = watch.layers();
  t.deepEqual(whole, {
    name: '',
    type: 'Counting',
    output: [2, 4, 4, 2],
    parameters: 0,
    trainable: false,
    multiplyAdds: 12,
  });
  t.like(inner, {
    name: 'inner',
    type: 'Conv2d',
    output: [2, 4, 4, 2],
    parameters: 6,
    trainable: true,
    multiplyAdds: 0,
  });
});

test('a frozen layer holds parameters that do not train, and one that is never called has no output', (t) => {
  const net = new nn.Sequential(new nn.Conv2d(3, 2, 3, { random }), new nn.BatchNorm2d(2));
  net.freeze();
  const watch = watchLayers(net);
  t.deepEqual(
    watch.layers().map(({ name, parameters, trainable, output }) => [name, parameters, trainable, output]),
    [
      ['', 0, false, undefined],
      ['0', 3 * 3 * 3 * 2 + 2, false, undefined],
      ['1', 4, false, undefined],
    ],
  );
});

test('a layer that fails is no longer at work', (t) => {
  const net = new nn.Sequential(new nn.Conv2d(3, 2, 1, { random }));
  const watch = watchLayers(net);
  t.throws(() => tf.tidy(() => void net.forward(tf.zeros([1, 4, 4, 5]), inference)));
  watch.count('later', 3);
  t.deepEqual(
    watch.layers().map(({ multiplyAdds }) => multiplyAdds),
    [0, 0],
  );
});
