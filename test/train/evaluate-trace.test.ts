import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { IGNORE_INDEX } from '../../src/tasks/semantic/mask.ts';
import type { Batch } from '../../src/data/loader/batch.ts';
import * as nn from '../../src/nn/index.ts';
import type { Normalization, SegmentationModel } from '../../src/registry/index.ts';
import { evaluate } from '../../src/train/evaluate.ts';
import { assertFigures, openTraced, readTrace, setState } from '../helpers/trace.ts';

const open = async () => {
  const opened = await openTraced();
  const { built, loading, splits, train } = opened;
  const input = {
    ...built,
    classes: built.dataset.classes.length,
    loader: loading.loader(splits.test, {
      batchSize: train.batch_size,
      shuffle: false,
      dropLast: false,
      augmentations: [],
    }),
  };
  return { ...opened, input };
};

test.serial("the test split's loss and metrics are PyTorch's, a smaller last batch among them", async (t) => {
  const trace = await readTrace();
  const { built, input } = await open();
  setState(built.model, trace.states[trace.best.step]!);
  const before = await snapshot(built.model);
  const tensors = tf.memory().numTensors;
  const { loss, metrics } = await evaluate(input);
  t.is(tf.memory().numTensors, tensors);
  const values = Object.fromEntries([...metrics].map(([name, { value }]) => [name, value]));
  assertFigures(t, { loss, ...values }, trace.test, built.metrics, 'test');
  const { perClass } = metrics.get(built.metrics[0]!.name)!;
  t.deepEqual(
    perClass.map((value) => value!.toFixed(12)),
    trace.test.perClass.map((value) => value.toFixed(12)),
  );
  t.deepEqual(await snapshot(built.model), before, 'neither weights nor running statistics move');
});

test.serial('evaluating twice gives the same', async (t) => {
  const { input } = await open();
  const [first, second] = [await evaluate(input), await evaluate(input)];
  t.deepEqual(first, second);
});

test.serial('a batch that is twice as large counts twice', async (t) => {
  const { input } = await open();
  const losses = [1, 4];
  // Batches of 4 and of 1.
  const loss = () => tf.scalar(losses.shift()!);
  t.is((await evaluate({ ...input, loss })).loss, (4 * 1 + 1 * 4) / 5);
});

test.serial('the predictions of the samples asked for are kept, by their index in the split', async (t) => {
  const { input, splits } = await open();
  const batches: Batch[] = [];
  for await (const batch of input.loader.epoch(0)) batches.push({ ...batch, masks: batch.masks.slice() });
  const told = new Told(batches, input.model.normalization, input.classes);
  const done: number[] = [];
  const { predictions, metrics } = await evaluate({
    ...input,
    model: told,
    loss: () => tf.scalar(0),
    keep: new Set([1, 4]),
    onBatch: (images) => done.push(images),
  });
  t.deepEqual(done, [4, 5]);
  t.deepEqual([...predictions.keys()], [1, 4]);
  for (const [index, prediction] of predictions) {
    const { mask } = await splits.test.read(index);
    t.deepEqual(prediction, mask.map(known));
  }
  t.deepEqual(
    [...metrics.values()].map(({ value }) => value),
    [1, 1, 1],
    'ignored pixels do not count',
  );
});

/** Predicts what the masks say, class 0 where they say nothing. */
class Told extends nn.Module implements SegmentationModel {
  readonly inputMultiple = 1;
  readonly normalization: Normalization;
  readonly #masks: Int32Array[];
  readonly #classes: number;

  constructor(batches: readonly Batch[], normalization: Normalization, classes: number) {
    super();
    this.normalization = normalization;
    this.#masks = batches.map(({ masks }) => Int32Array.from(masks, known));
    this.#classes = classes;
  }

  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    return [images];
  }

  forward([images]: readonly tf.Tensor4D[]): tf.Tensor4D {
    const [size, height, width] = images!.shape;
    return tf.oneHot(tf.tensor(this.#masks.shift()!, [size, height, width], 'int32'), this.#classes) as tf.Tensor4D;
  }
}

const known = (value: number) => (value === IGNORE_INDEX ? 0 : value);

async function snapshot(model: SegmentationModel) {
  return Promise.all([...model.stateDict()].map(async ([name, variable]) => [name, [...(await variable.data())]]));
}
