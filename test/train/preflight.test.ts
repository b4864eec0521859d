import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Experiment } from '../../schemas/index.ts';
import type { SegmentationModel } from '../../src/registry/index.ts';
import { checkImageSize, checkLastBatch, checkSmallestBatch } from '../../src/train/preflight.ts';
import { openTraced } from '../helpers/trace.ts';

const taking = (inputMultiple: number) => ({ inputMultiple }) as SegmentationModel;

test('height and width must be multiples of what the model takes; the nearest that fit are named', (t) => {
  t.notThrows(() => checkImageSize({ height: 64, width: 96 }, taking(32), 'unet', 'dataset.image_size'));
  const messageOf = (height: number, width: number) =>
    t.throws(() => checkImageSize({ height, width }, taking(32), 'unet', 'augmentations'), { instanceOf: TesseraError })
      .problems[0]!;
  t.like(messageOf(60, 96), { code: 'bad-size', path: 'augmentations', hints: ['the nearest that fits is 64 x 96'] });
  t.deepEqual(messageOf(96, 10).hints, ['the nearest that fits is 96 x 32']);
  t.deepEqual(messageOf(50, 50).hints, ['the nearest that fits is 64']);
});

/** Which batches, of how many images, are tried in training with this many samples per batch. */
async function tried(batchSize: number, dropLast = false) {
  const { experiment, built, splits } = await openTraced();
  const train = { ...experiment.train, batch_size: batchSize, drop_last: dropLast };
  const sizes: number[] = [];
  const { model } = built;
  const forward = model.forwardInTraining!.bind(model);
  model.forwardInTraining = (images, pass) => {
    sizes.push(images[0]!.shape[0]);
    return forward(images, pass);
  };
  const buffersBefore = await valuesOf(model);
  const tensors = tf.memory().numTensors;
  await checkSmallestBatch(built, splits.train, { ...experiment, train });
  return { sizes, tensors: tf.memory().numTensors - tensors, moved: buffersBefore !== (await valuesOf(model)) };
}

const valuesOf = async (model: SegmentationModel) =>
  JSON.stringify(await Promise.all(model.namedBuffers().map(async ([, buffer]) => [...(await buffer.data())])));

// There are 18 training samples.
test.serial('a last batch of one image is tried, without an effect', async (t) => {
  t.deepEqual(await tried(17), { sizes: [1], tensors: 0, moved: false });
  t.deepEqual(await tried(1), { sizes: [1], tensors: 0, moved: false });
});

test.serial('no pass is needed where the smallest batch has more, or the last one is left out', async (t) => {
  t.deepEqual((await tried(4)).sizes, []);
  t.deepEqual((await tried(17, true)).sizes, []);
});

test.serial('the size that augmentations leave is checked', async (t) => {
  const { experiment, built, splits } = await openTraced();
  const cut = {
    ...built,
    augmentations: [
      (sample: Parameters<(typeof built.augmentations)[0]>[0]) => ({
        ...sample,
        height: 1,
        image: sample.image.slice(0, sample.width * 3),
        mask: sample.mask.slice(0, sample.width),
      }),
    ],
  };
  const model = Object.assign(Object.create(built.model) as SegmentationModel, { inputMultiple: 2 });
  const error = await t.throwsAsync(checkSmallestBatch({ ...cut, model }, splits.train, experiment), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'bad-size', path: 'augmentations' });
  t.regex(error.message, /^bad-size: traced .* got 1 x 12/);
});

/** A network that can't train on one image, as batch norm on one pixel. */
function needingTwo(): { model: SegmentationModel; sizes: number[][] } {
  const sizes: number[][] = [];
  const model = {
    namedBuffers: () => [],
    encodeFrozen: (images: tf.Tensor4D) => [images],
    forward([images]: [tf.Tensor4D]) {
      sizes.push(images.shape);
      if (images.shape[0] === 1) throw new TesseraError({ code: 'bad-value', message: 'more than one value needed' });
      return images;
    },
  };
  return { model: model as unknown as SegmentationModel, sizes };
}

const train = (batch_size: number, drop_last = false) => ({ batch_size, drop_last }) as Experiment['train'];

test.serial('a last batch of one image is refused before any sample is read, at the key that makes it', (t) => {
  const { model, sizes } = needingTwo();
  const tensors = tf.memory().numTensors;
  const error = t.throws(() => checkLastBatch(model, { height: 4, width: 6 }, 5, train(4)), {
    instanceOf: TesseraError,
  });
  t.deepEqual(error.problems, [
    {
      code: 'bad-value',
      path: 'train.batch_size',
      message: 'the last batch of an epoch (5 samples, 4 per batch) has one sample: more than one value needed',
    },
  ]);
  t.deepEqual(sizes, [[1, 4, 6, 3]]);
  t.is(tf.memory().numTensors, tensors);
  const single = t.throws(() => checkLastBatch(model, { height: 4, width: 6 }, 5, train(1)));
  t.regex(single.message, /a batch has one sample/);
});

test.serial('a last batch of more is not tried', (t) => {
  const { model, sizes } = needingTwo();
  for (const [samples, options] of [
    [6, train(4)],
    [8, train(4)],
    [5, train(4, true)],
  ] as const)
    checkLastBatch(model, { height: 4, width: 6 }, samples, options);
  t.deepEqual(sizes, []);
});
