import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import type { BackendName } from '../../../schemas/index.ts';
import { crossEntropyLoss } from '../../../src/components/losses/cross-entropy-loss.ts';
import { focalLoss } from '../../../src/components/losses/focal-loss.ts';
import { backends } from '../../../src/engine/backends/index.ts';
import { startEngine } from '../../../src/engine/index.ts';
import { long } from '../../helpers/long.ts';
import { testWithout } from '../../helpers/requirements.ts';

/** Images of 1024 x 1024, in plain JavaScript of 128 x 128. */
const batch = long ? 16 : 2;
const sides = { onnxruntime: 1024, wasm: 1024, tensorflow: 1024, cpu: 128 } as const;

const named = Object.entries(sides) as [BackendName, number][];
const found = await Promise.all(
  named.map(async ([name, side]) => ({ name, side, presence: await backends.get(name)!.probe({ threads: 1 }) })),
);

for (const { name, side, presence } of found) {
  const define = presence.there ? test : testWithout(`backend-${name}`, presence.why);
  define.serial(`${name} loses no digits over ${batch} x ${side} x ${side} pixels`, async (t) => {
    await startEngine({ backend: name, threads: 1 });
    // A tenth is ignored. The logits of each pixel are its class's number and 0, so all pixels of a class are alike.
    const classOf = (pixel: number) => (pixel % 10 === 9 ? 255 : pixel % 2);
    const pixels = batch * side * side;
    const target = tf.tensor3d(
      Int32Array.from({ length: pixels }, (_, pixel) => classOf(pixel)),
      [batch, side, side],
    );
    const logits = tf.tidy(() => tf.stack([tf.cast(tf.equal(target, 1), 'float32'), tf.zeros([batch, side, side])], 3));
    const counts = { zero: 0, one: 0 };
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (classOf(pixel) === 0) counts.zero++;
      if (classOf(pixel) === 1) counts.one++;
    }
    // Class 0 has the logits (0, 0) and the probability 1/2; class 1 has (1, 0) and 1 / (1 + e).
    const zero = Math.LN2;
    const one = Math.log(1 + Math.E);
    const mean = (a: number, b: number, weight = [1, 1]) =>
      (counts.zero * weight[0]! * a + counts.one * weight[1]! * b) /
      (counts.zero * weight[0]! + counts.one * weight[1]!);
    const near = async (loss: () => tf.Scalar, expected: number, what: string) => {
      const [value] = await tf.tidy(loss).data();
      t.true(Math.abs(value! - expected) < 1e-6, `${what}: ${value}, expected ${expected}`);
    };
    const given = [logits as tf.Tensor4D, target] as const;
    const weight = [0.1, 0.9];
    await near(() => crossEntropyLoss(...given, { ignoreIndex: 255 }), mean(zero, one), 'cross-entropy');
    await near(() => crossEntropyLoss(...given, { ignoreIndex: 255, weight }), mean(zero, one, weight), 'with weights');
    await near(
      () => focalLoss(...given, { ignoreIndex: 255, gamma: 2 }),
      mean(zero / 4, one * (Math.E / (1 + Math.E)) ** 2),
      'focal',
    );
    tf.dispose([logits, target]);
  });
}
