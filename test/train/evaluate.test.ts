import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { z } from 'zod';
import { builtins } from '../../src/components/index.ts';
import type { Loader } from '../../src/data/loader/loader.ts';
import type { Batch } from '../../src/data/loader/batch.ts';
import * as nn from '../../src/nn/index.ts';
import {
  createRegistry,
  defineComponent,
  type ComponentLog,
  type Loss,
  type Metric,
  type Normalization,
  type SegmentationModel,
} from '../../src/registry/index.ts';
import { IGNORE_INDEX } from '../../src/tasks/semantic/mask.ts';
import { evaluate, type EvaluateInput } from '../../src/train/evaluate.ts';
import type { FeatureCache } from '../../src/train/feature-cache.ts';
import { buildPart, classList } from '../helpers/networks.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { assertFigures, openTraced, readTrace, setState } from '../helpers/trace.ts';

test.before(startTestEngine);

/** Its logits are the channels of the pixels, so red is class 0, green 1 and blue 2. */
const model = {
  normalization: { mean: [0, 0, 0], std: [1, 1, 1] },
  inputMultiple: 1,
  encodeFrozen: (images: tf.Tensor4D) => [images],
  forward: ([images]: readonly tf.Tensor4D[]) => tf.clone(images!),
} as unknown as SegmentationModel;

const red = [255, 0, 0];
const green = [0, 255, 0];

/** Images of one row, by the colour and the class of each pixel. */
function batchOf(images: readonly (readonly (readonly [color: number[], label: number])[])[], first = 0): Batch {
  return {
    size: images.length,
    height: 1,
    width: images[0]!.length,
    names: images.map((_, index) => `image-${first + index}`),
    indices: images.map((_, index) => first + index),
    images: Uint8Array.from(images.flat().flatMap(([color]) => color)),
    masks: Uint8Array.from(images.flat().map(([, label]) => label)),
  };
}

function loaderOf(batches: Iterable<Batch>): Loader {
  const each = async function* () {
    for (const batch of batches) {
      await nextTurn();
      yield batch;
    }
  };
  return { length: 0, epoch: each, batches: each };
}

const split = [
  batchOf([
    [
      [red, 0],
      [green, 1],
    ],
    [
      [red, 1],
      [green, 1],
    ],
  ]),
  batchOf(
    [
      [
        [red, 0],
        [red, 255],
      ],
    ],
    2,
  ),
];

const inputOf = async (input: Partial<EvaluateInput> = {}): Promise<EvaluateInput> => ({
  model,
  classes: 3,
  // As large as the share of green pixels.
  loss: (logits) => tf.mean(tf.slice(logits, [0, 0, 0, 1], [-1, -1, -1, 1])).asScalar(),
  metrics: [await buildPart('metric', { type: 'recall' })],
  loader: loaderOf(split),
  ...input,
});

test.serial('the loss is a mean over pixels, metrics over images, and no tensor is left', async (t) => {
  const input = await inputOf();
  const before = tf.memory().numTensors;
  const done: number[] = [];
  const { loss, metrics } = await evaluate({ ...input, onBatch: (count) => done.push(count) });
  t.is(tf.memory().numTensors, before);
  // Four pixels of the first batch count, and one of the second.
  t.true(Math.abs(loss - (4 * 0.5 + 0) / 5) < 1e-6);
  t.is(metrics.get('recall/macro/image')!.value, (1 + 1 / 2 + 1) / 3);
  t.deepEqual(done, [2, 3]);
});

test.serial('a metric per batch counts the images of a batch of the network together', async (t) => {
  const perBatch = await buildPart('metric', { type: 'recall', per: 'batch' });
  const { metrics } = await evaluate(await inputOf({ metrics: [perBatch] }));
  // First batch: the red pixel of class 0 is right, and two of three of class 1. Second: the one that counts is right.
  t.true(Math.abs(metrics.get('recall/macro/batch')!.value - ((1 + 2 / 3) / 2 + 1) / 2) < 1e-12);
});

test.serial('each photo is told with its own loss, also where several make a batch', async (t) => {
  const losses: number[] = [];
  await evaluate({ ...(await inputOf()), onPhoto: ({ loss }) => void losses.push(loss) });
  t.deepEqual(losses, [0.5, 0.5, 0]);
});

test.serial('it ends between two batches, with the reason of the signal', async (t) => {
  const [stop, done] = [new AbortController(), [] as number[]];
  const onBatch = (count: number) => {
    done.push(count);
    stop.abort(new Error('enough'));
  };
  await t.throwsAsync(evaluate({ ...(await inputOf()), onBatch, signal: stop.signal }), { message: 'enough' });
  t.deepEqual(done, [2]);
});

test.serial('model, losses and metrics log: scalars as means over images, and images of the first batch', async (t) => {
  const { metrics, loss, ...input } = await inputOf();
  const logging: Loss = (logits, target, log) => {
    const [greens] = tf.split(logits, 3, 3).slice(1);
    log?.scalar('green', tf.mean(greens!));
    log?.image('green', tf.unstack(greens!)[0]!);
    return loss(logits, target);
  };
  const start = (metric: Metric) => ({
    ...metric.start(),
    log: (log: ComponentLog) => log.scalar('own', 7),
  });
  const [recall] = metrics as [Metric];
  const forward: SegmentationModel['forward'] = ([images], { log }) => {
    log?.scalar('images', images!.shape[0]);
    return tf.clone(images!);
  };
  const given = {
    ...input,
    model: { ...model, forward } as SegmentationModel,
    loss: logging,
    losses: [{ name: 'loss/beside', loss: logging }],
    metrics: [{ ...recall, start: () => start(recall) } as Metric],
    // The loss of each photo is not logged.
    onPhoto: () => undefined,
  };
  const before = tf.memory().numTensors;
  const { logged } = await evaluate(given);
  t.is(tf.memory().numTensors, before);
  // Two images of four pixels, two of them green, and one without green.
  const share = (2 * 0.5 + 1 * 0) / 3;
  t.deepEqual(Object.fromEntries(logged.scalars), {
    'model/images': (2 * 2 + 1) / 3,
    'loss/green': share,
    'loss/beside/green': share,
    'recall/macro/image/own': 7,
  });
  t.deepEqual([...logged.images.keys()], ['loss/green', 'loss/beside/green']);
  t.deepEqual([...logged.images.get('loss/green')!.image], [0, 0, 0, 255, 255, 255]);
});

test.serial('predictions are kept of the samples that were asked for, by their place in the split', async (t) => {
  const { predictions } = await evaluate(await inputOf({ keep: new Set([1, 2, 9]) }));
  t.deepEqual(
    [...predictions].map(([index, labels]) => [index, [...labels]]),
    [
      [1, [0, 1]],
      [2, [0, 0]],
    ],
  );
});

/** What a plugin may register: mean probability of the right class, over the pixels that count. */
const confidence = defineComponent({
  kind: 'metric',
  type: 'confidence',
  description: 'Mean probability of the right class.',
  params: z.strictObject({}),
  build: (): Metric => ({
    name: 'confidence/micro/dataset',
    direction: 'max',
    needs: 'scores',
    start() {
      let [sum, count] = [0, 0];
      return {
        add({ scores, masks, classes }) {
          for (const [pixel, label] of masks.entries()) {
            if (label >= classes) continue;
            sum += scores[pixel * classes + label]!;
            count++;
          }
        },
        value: () => ({ value: sum / count, perClass: [] }),
      };
    },
  }),
});

test.serial('a registered metric gets the scores it needs; without one they are not even computed', async (t) => {
  const registry = createRegistry(...builtins, confidence);
  const base = { seed: 0, workingDirectory: '.', classes: classList(3) };
  const metric = await registry.build('metric', { type: 'confidence' }, base);
  const [without, both] = [await inputOf(), await inputOf()];
  const input = { ...both, metrics: [metric, ...both.metrics] };

  const right = Math.E / (Math.E + 2);
  const wrong = 1 / (Math.E + 2);
  const { metrics } = await evaluate(input);
  t.true(Math.abs(metrics.get('confidence/micro/dataset')!.value - (4 * right + wrong) / 5) < 1e-6);
  t.is(metrics.get('recall/macro/image')!.value, (1 + 1 / 2 + 1) / 3);

  const kernels = async (what: EvaluateInput) => (await tf.profile(() => evaluate(what) as never)).kernelNames;
  t.true((await kernels(input)).includes('Softmax'));
  t.false((await kernels(without)).includes('Softmax'));
});

test.serial('of a thousand images, no more matrices stay than of the last batches', async (t) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const seen: WeakRef<object>[] = [];
  const watcher: Metric = {
    name: 'watcher',
    direction: 'max',
    needs: 'confusion',
    start: () => ({
      add: (images) => images.forEach(({ counts }) => seen.push(new WeakRef(counts))),
      value: () => ({ value: 0, perClass: [] }),
    }),
  };
  const batches = function* () {
    for (let index = 0; index < 250; index++)
      yield batchOf(
        Array.from({ length: 4 }, () => [
          [red, 0],
          [green, index % 2],
        ]),
        4 * index,
      );
  };
  let alive = 0;
  const parts = ['image', 'batch', 'dataset'].map((per) => buildPart('metric', { type: 'iou', per }));
  const metrics = [watcher, ...(await Promise.all(parts))];
  const onBatch = (done: number) => {
    if (done !== 1000) return;
    collect();
    alive = seen.filter((ref) => ref.deref() !== undefined).length;
  };
  const { metrics: values } = await evaluate(await inputOf({ metrics, loader: loaderOf(batches()), onBatch }));
  t.is(seen.length, 1000);
  t.true(alive <= 8, `${alive} of 1,000 confusion matrices are still there`);
  // Even batches: class 0 half right. Odd ones: all right.
  t.is(values.get('iou/macro/image')!.value, (1 / 2 + 1) / 2);
});

/** The traced experiment, and its test split to be evaluated. */
const openTest = async () => {
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
  const { built, input } = await openTest();
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
  const { input } = await openTest();
  const [first, second] = [await evaluate(input), await evaluate(input)];
  t.deepEqual(first, second);
});

test.serial('a batch with twice as many pixels that count counts twice', async (t) => {
  const { input } = await openTest();
  const counted: number[] = [];
  for await (const { masks } of input.loader.epoch(0)) counted.push(masks.filter((value) => value < 255).length);
  const [first, second] = counted as [number, number];
  t.is(counted.length, 2);
  const losses = [1, 4];
  const loss = () => tf.scalar(losses.shift()!);
  t.is((await evaluate({ ...input, loss })).loss, (first * 1 + second * 4) / (first + second));
});

test.serial(
  "the loss of a split doesn't depend on the batch size, with weights and an image that is ignored",
  async (t) => {
    const images = [
      [red, 0],
      [green, 0],
      [red, 255],
      [green, 1],
    ] as const;
    const loss = await buildPart('loss', { type: 'cross-entropy', weight: [1, 3, 1] });
    const lossAt = async (size: number) => {
      const batches: Batch[] = [];
      for (let at = 0; at < images.length; at += size) {
        batches.push(batchOf(images.slice(at, at + size).map(([color, label]) => [[[...color], label]])));
      }
      return (await evaluate(await inputOf({ loss, loader: loaderOf(batches) }))).loss;
    };
    // Logits are (1, 0, 0) or (0, 1, 0), so the right class has the probability e / (e + 2), a wrong one 1 / (e + 2).
    const right = Math.log((Math.E + 2) / Math.E);
    const wrong = Math.log(Math.E + 2);
    for (const size of [1, 2, 3, 4]) {
      t.true(Math.abs((await lossAt(size)) - (right + wrong + 3 * right) / 5) < 1e-6, `batch size ${size}`);
    }
  },
);

test.serial('the predictions of the samples asked for are kept, by their index in the split', async (t) => {
  const { input, splits } = await openTest();
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

async function snapshot(network: SegmentationModel) {
  return Promise.all([...network.stateDict()].map(async ([name, variable]) => [name, [...(await variable.data())]]));
}

test.serial('features that are known are used, and the images are not encoded', async (t) => {
  const batch = batchOf([[[red, 0]]]);
  const encoding = { ...model, encodeFrozen: () => t.fail() } as unknown as SegmentationModel;
  const asked: unknown[] = [];
  const cache: FeatureCache = {
    encode: (one) => {
      asked.push([one.split, one.indices]);
      // Green: class 1.
      return Promise.resolve([tf.tensor4d([0, 1, 0], [1, 1, 1, 3])]);
    },
  };
  const before = tf.memory().numTensors;
  const { predictions } = await evaluate({
    ...(await inputOf()),
    model: encoding,
    loader: loaderOf([batch, batchOf([[[red, 0]]], 1)]),
    keep: new Set([0, 1]),
    features: { cache, split: 'val' },
  });
  t.deepEqual(
    [...predictions.values()].map(([label]) => label),
    [1, 1],
  );
  t.deepEqual(asked, [
    ['val', [0]],
    ['val', [1]],
  ]);
  t.is(tf.memory().numTensors, before);
});
