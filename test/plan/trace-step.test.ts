import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createRandom } from '../../src/core/random.ts';
import { startMeta } from '../../src/engine/backends/meta/index.ts';
import * as nn from '../../src/nn/index.ts';
import type { ComponentReference, Loss, Normalization, SegmentationModel } from '../../src/registry/index.ts';
import { traceStep } from '../../src/plan/trace-step.ts';
import { buildPart } from '../helpers/networks.ts';

interface Counted {
  readonly parameters: number;
  readonly trainable: number;
  readonly multiplyAdds: number;
  /** Multiply-adds of each convolution. */
  readonly layers: Readonly<Record<string, number>>;
}

/** What hooks counted in PyTorch, on two images of 64 x 64 (test/fixtures/plan/multiply_adds.py). */
const hooks = JSON.parse(
  await readFile(new URL('../fixtures/plan/multiply_adds.json', import.meta.url), 'utf8'),
) as Readonly<Record<'resnet50' | 'reference', Counted>>;

/** A convolution from 3 channels to 2 by 1x1, without bias. */
class OneLayer extends nn.Module implements SegmentationModel {
  readonly normalization: Normalization = { mean: [0, 0, 0], std: [1, 1, 1] };
  readonly inputMultiple = 1;
  readonly #head = this.child('head', new nn.Conv2d(3, 2, 1, { bias: false, random: createRandom(0) }));

  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    return [images];
  }

  forward([images]: readonly tf.Tensor4D[]): tf.Tensor4D {
    return this.#head.forward(images!);
  }
}

async function parts(batchSize: number, loss: Loss = (logits) => tf.mean(logits)) {
  const backend = await startMeta();
  const model = new OneLayer();
  const optimizer = await buildPart('optimizer', { type: 'sgd', lr: 0.1 }, { parameters: model.namedParameters() });
  return { backend, step: { model, loss, optimizer, imageSize: { height: 4, width: 5 }, batchSize } };
}

test.serial('multiply-adds are those of the forward pass and of the gradient of each weight', async (t) => {
  const { backend, step } = await parts(2);
  const tensors = tf.memory().numTensors;
  const { layers, forwardMultiplyAdds, stepMultiplyAdds, workingBytes } = traceStep(backend, step);
  t.is(tf.memory().numTensors, tensors);
  // 2 images of 4 x 5 pixels, 3 channels to 2.
  const forward = 2 * 4 * 5 * 3 * 2;
  t.is(forwardMultiplyAdds, forward);
  t.is(stepMultiplyAdds, 2 * forward, 'no image needs a gradient');
  t.like(
    layers.find(({ name }) => name === 'head'),
    { type: 'Conv2d', output: [2, 4, 5, 2], parameters: 6, trainable: true, multiplyAdds: forward },
  );
  // The batch, its classes and its logits at once, four bytes each; less than all of them three times.
  const batch = 4 * (2 * 4 * 5) * (3 + 1 + 2);
  t.true(workingBytes >= batch && workingBytes < 3 * batch, `${workingBytes} bytes`);
});

test.serial('a batch that is three times as large takes three times as much', async (t) => {
  const one = await parts(1);
  const small = traceStep(one.backend, one.step);
  const three = await parts(3);
  const large = traceStep(three.backend, three.step);
  t.is(large.stepMultiplyAdds, 3 * small.stepMultiplyAdds);
  t.true(large.workingBytes > 2 * small.workingBytes && large.workingBytes <= 3 * small.workingBytes);
});

test.serial('what runs afterwards is not counted, also if the step fails', async (t) => {
  const { backend, step } = await parts(2);
  const { layers } = traceStep(backend, step);
  const before = structuredClone(layers);
  tf.tidy(() => step.model.forward([tf.zeros([1, 4, 5, 3])]));
  t.deepEqual(layers, before);

  const failing = await parts(2, () => {
    throw new Error('no loss');
  });
  t.throws(() => traceStep(failing.backend, failing.step), { message: 'no loss' });
  const counted = failing.backend.onKernel;
  t.is(counted('Conv2D', 7), undefined);
  const { forwardMultiplyAdds } = traceStep(backend, (await parts(1)).step);
  t.is(forwardMultiplyAdds, 4 * 5 * 3 * 2);
});

async function traced(reference: ComponentReference) {
  const backend = await startMeta();
  const model = await buildPart('model', reference);
  const parameters = {
    parameters: nn.countParameters(model),
    trainable: nn.countParameters(model, { trainableOnly: true }),
  };
  const loss: Loss = (logits) => tf.mean(logits);
  const trained = model.namedParameters().filter(([, { trainable }]) => trainable);
  const optimizer = await buildPart('optimizer', { type: 'sgd', lr: 0.1 }, { parameters: trained });
  const imageSize = { height: 64, width: 64 };
  const { layers, forwardMultiplyAdds } = traceStep(backend, { model, loss, optimizer, imageSize, batchSize: 2 });
  model.dispose();
  const counted = layers.filter(({ multiplyAdds }) => multiplyAdds > 0);
  return {
    ...parameters,
    multiplyAdds: forwardMultiplyAdds,
    layers: Object.fromEntries(counted.map(({ name, multiplyAdds }) => [name, multiplyAdds])),
  };
}

test.serial(
  "each layer of the reference network has PyTorch's multiply-adds, and the whole its parameters",
  async (t) => {
    const encoder = { type: 'resnext50_32x4d', frozen: true };
    t.deepEqual(await traced({ type: 'pspnet', encoder, out_channels: 128 }), hooks.reference);
  },
);

test.serial(
  "each layer of a trained ResNet-50 has PyTorch's multiply-adds, and the whole its parameters",
  async (t) => {
    const { layers } = await traced({ type: 'fpn', encoder: { type: 'resnet50' }, pyramid_channels: 4 });
    const own = Object.entries(layers).flatMap(([name, count]): [string, number][] =>
      name.startsWith('encoder.') ? [[name.slice('encoder.'.length), count]] : [],
    );
    t.deepEqual(Object.fromEntries(own), hooks.resnet50.layers);
    const encoder = await buildPart('encoder', { type: 'resnet50' });
    t.is(nn.countParameters(encoder), hooks.resnet50.parameters);
    encoder.dispose();
  },
);

/** Several convolutions of the same size, so that what an update makes of one is a small part of all. */
class ManyLayers extends OneLayer {
  readonly #layers = Array.from({ length: 8 }, (_, index) =>
    this.child(`layer${index}`, new nn.Conv2d(3, 512, 1, { bias: false, random: createRandom(0) })),
  );

  override forward([images]: readonly tf.Tensor4D[]): tf.Tensor4D {
    const means = this.#layers.map((layer) => tf.mean(layer.forward(images!)));
    return tf.reshape(tf.addN(means), [1, 1, 1, 1]);
  }
}

test.serial('Adam makes the new numbers of one parameter at a time', async (t) => {
  const { backend, step } = await parts(1);
  const model = new ManyLayers();
  const parameters = [...model.namedParameters()].filter(([name]) => name.startsWith('layer'));
  const working = async (type: string) => {
    const optimizer = await buildPart('optimizer', { type, lr: 0.1 }, { parameters });
    return traceStep(backend, { ...step, model, optimizer }).workingBytes;
  };
  const bytes = 4 * 3 * 512;
  const more = (await working('adam')) - (await working('sgd'));
  t.true(more <= 4 * bytes, `${more / bytes} times a parameter, of which there are eight`);
});
