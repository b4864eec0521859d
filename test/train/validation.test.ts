import * as tf from '@tensorflow/tfjs-core';
import { decode } from 'fast-png';
import test from 'ava';
import type { Metric, SegmentationModel } from '../../src/registry/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Sample } from '../../src/data/sample.ts';
import type { SplitResult } from '../../src/runs/result.ts';
import type { TrainingProgress } from '../../src/train/checkpoint.ts';
import { createValidation, isBetter } from '../../src/train/validation.ts';
import { batchOfMasks } from '../helpers/metrics.ts';
import { classList } from '../helpers/networks.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { assertFigures, openTraced, readTrace, setState } from '../helpers/trace.ts';
import { recordingLogger, recordingObserver } from '../helpers/watch-training.ts';

test.before(startTestEngine);

const named = (
  name: string,
  direction: Metric['direction'] = 'max',
  values: number[] = [],
  perClass: readonly number[] = [],
): Metric => ({
  name,
  direction,
  needs: 'confusion',
  start: () => ({ add: () => {}, value: () => ({ value: values.shift()!, perClass: [...perClass] }) }),
});

const reporting = (metric: Metric) => ({ metrics: [metric], reported: [metric] });

const model = {
  normalization: { mean: [0, 0, 0], std: [1, 1, 1] },
  encodeFrozen: (images: tf.Tensor4D) => [images],
  forward: ([images]: readonly tf.Tensor4D[]) => tf.clone(images!),
} as unknown as SegmentationModel;

/** Validates once for each value and returns the best validations, as training would carry them on. */
async function bestOf({
  metric = 'score',
  direction = 'max',
  values = [],
  losses = [],
  decides,
  masks = [[0, 1]],
  perClass,
}: {
  metric?: string;
  direction?: Metric['direction'];
  values?: readonly number[];
  losses?: readonly number[];
  decides?: string;
  masks?: readonly (readonly number[])[];
  /** Logged if it is given. */
  perClass?: readonly number[];
}) {
  const heard: TrainingProgress['best'][] = [];
  const logged: [split: string, step: number, values: object][] = [];
  const asked: object[] = [];
  const kept: SplitResult[] = [];
  const upcoming = [...losses];
  const batches = async function* () {
    yield batchOfMasks(masks);
  };
  const validate = createValidation({
    built: {
      model,
      loss: () => tf.scalar(upcoming.shift() ?? 0.5),
      losses: [],
      ...reporting(named(metric, direction, [...values], perClass)),
      dataset: { classes: classList(3) },
    },
    splits: { val: { length: 1, remote: { evaluated: true } } },
    train: { batch_size: 2, ...(decides !== undefined && { best: decides }) },
    loading: { evaluationLoader: (_: unknown, options: object) => (asked.push(options), { epoch: batches }) },
    logger: { scalars: (...call: (typeof logged)[number]) => logged.push(call) },
    observer: {
      validated: (_: number, __: unknown, best: TrainingProgress['best'], figures: SplitResult) => {
        heard.push(best);
        kept.push(figures);
      },
    },
    log: { panel_samples: 0, per_class: perClass !== undefined, confusion_matrix: false, pr_curves: false },
  } as unknown as Parameters<typeof createValidation>[0]);
  const bests: TrainingProgress['best'][] = [null];
  const count = Math.max(values.length, losses.length);
  for (let step = 1; step <= count; step++) {
    const { best, drawn } = await validate({ step, best: bests.at(-1)! });
    bests.push(best);
    await drawn;
  }
  return { bests: bests.slice(1), steps: bests.slice(1).map((best) => best?.step), heard, logged, asked, kept };
}

test.serial('a validation that is better than all before is the best, with its step and its metric', async (t) => {
  const { bests, heard } = await bestOf({ values: [0.5, 0.75, 0.625] });
  t.deepEqual(bests.at(-1), { step: 2, metric: 'score', value: 0.75 });
  t.deepEqual(heard, bests);
});

test.serial('a tie does not replace the best, which is the very same object', async (t) => {
  const { bests } = await bestOf({ values: [0.5, 0.5, 0.5] });
  t.true(bests[1] === bests[0] && bests[2] === bests[0]);
});

test.serial('where less is better, less is better', async (t) => {
  t.deepEqual((await bestOf({ direction: 'min', values: [3, 2, 2, 4, 1] })).steps, [1, 2, 2, 2, 5]);
});

test.serial('NaN is never the best, and any number beats it', async (t) => {
  for (const direction of ['max', 'min'] as const) {
    t.deepEqual((await bestOf({ direction, values: [0.5, NaN] })).steps, [1, 1]);
    t.deepEqual((await bestOf({ direction, values: [NaN, NaN, 0.5, NaN] })).steps, [undefined, undefined, 3, 3]);
  }
});

test.serial('a loss that is not finite is logged, and then ends training', async (t) => {
  for (const loss of [NaN, Infinity]) {
    const error = await t.throwsAsync(bestOf({ losses: [0.5, loss], values: [0.5, 0.5] }), {
      instanceOf: TesseraError,
    });
    t.like(error.problems[0], { code: 'diverged', message: `the validation loss became ${loss} at step 2` });
  }
});

test.serial('a split in which no pixel counts has no loss, and ends nothing', async (t) => {
  const { logged, bests } = await bestOf({ losses: [NaN], values: [NaN], masks: [[255, 255]] });
  t.deepEqual(logged, [['val', 1, { loss: NaN, score: NaN }]]);
  t.deepEqual(bests, [null]);
});

test.serial('the loss may decide, and is better when smaller', async (t) => {
  const { bests, steps } = await bestOf({ decides: 'loss', values: [1, 2, 3], losses: [0.5, 0.75, 0.25] });
  t.deepEqual(steps, [1, 1, 3]);
  t.deepEqual(bests.at(-1), { step: 3, metric: 'loss', value: 0.25 });
});

test.serial('the whole split is validated in its order, as it is', async (t) => {
  const { asked } = await bestOf({ values: [0.5, 0.75] });
  t.deepEqual(asked, [{ batchSize: 2, augmentations: [] }]);
});

test.serial(
  'with augment_validation, the split is augmented, and panels show what the network was given',
  async (t) => {
    const opened = await openTraced();
    const paint = (sample: Sample) => ({ ...sample, image: new Uint8Array(sample.image.length).fill(7) });
    const asked: { augmentations: readonly unknown[] }[] = [];
    const drawn: Uint8Array[] = [];
    const validate = createValidation({
      ...opened,
      built: { ...opened.built, augmentations: [paint] },
      train: { ...opened.train, augment_validation: true },
      loading: {
        ...opened.loading,
        evaluationLoader: (source, options) => {
          asked.push(options);
          return opened.loading.evaluationLoader(source, options);
        },
      },
      log: { ...opened.log, panel_samples: 1, error_maps: false },
      logger: { ...recordingLogger(), image: (_, __, ___, { png }) => void drawn.push(png) },
      observer: recordingObserver({}),
    });
    await (
      await validate({ step: 1, best: null })
    ).drawn;
    t.deepEqual(asked[0]!.augmentations, [paint]);
    t.deepEqual([...decode(drawn[0]!).data.subarray(0, 3)], [7, 7, 7]);
  },
);

test.serial('loss and metrics are logged for the step, and once more where it is the best so far', async (t) => {
  const { logged } = await bestOf({ metric: 'iou/macro/image', values: [0.5, 0.25, 0.75] });
  const validation = (step: number, value: number) => ['val', step, { loss: 0.5, 'iou/macro/image': value }];
  const best = (step: number, value: number) => [
    'run',
    step,
    { 'best/val/loss': 0.5, 'best/val/iou/macro/image': value },
  ];
  t.deepEqual(logged, [validation(1, 0.5), best(1, 0.5), validation(2, 0.25), validation(3, 0.75), best(3, 0.75)]);
});

test.serial('the figures of the classes are logged where the log is asked for them', async (t) => {
  const [first, second] = classList(3).map(({ name }) => name);
  const { logged } = await bestOf({ values: [0.5], perClass: [0.25, 0.75] });
  t.deepEqual(logged[1], ['run', 1, { [`class/score/${first}`]: 0.25, [`class/score/${second}`]: 0.75 }]);
});

test('better is strictly more, or strictly less', (t) => {
  t.deepEqual([isBetter(2, 1, 'max'), isBetter(1, 1, 'max'), isBetter(0, 1, 'max')], [true, false, false]);
  t.deepEqual([isBetter(2, 1, 'min'), isBetter(1, 1, 'min'), isBetter(0, 1, 'min')], [false, false, true]);
});

test.serial('validation is in inference mode, and logs what PyTorch measured', async (t) => {
  const trace = await readTrace();
  const opened = await openTraced();
  setState(opened.built.model, trace.states['20']!);
  const expected = trace.validations.at(-1)!;
  const logger = recordingLogger();
  const told: { step: number; loss: number }[] = [];
  const validate = createValidation({
    ...opened,
    log: { ...opened.log, panel_samples: 3, error_maps: true, confusion_matrix: true, pr_curves: true },
    logger,
    observer: recordingObserver({ validated: (step, { loss }) => void told.push({ step, loss }) }),
  });
  const tensors = tf.memory().numTensors;
  const { best, drawn } = await validate({ step: 20, best: null });
  await drawn;
  t.is(tf.memory().numTensors, tensors);
  t.deepEqual(
    logger.logged.val.map(({ step }) => step),
    [20],
  );
  const { values } = logger.logged.val[0]!;
  assertFigures(t, values, expected, opened.built.metrics, 'validation');
  t.deepEqual(told, [{ step: 20, loss: values['loss']! }]);
  t.is(best?.value, values[opened.built.metrics[0]!.name]);
  t.deepEqual(
    logger.images,
    [
      'confusion/val',
      ...['val-0000', 'val-0002', 'val-0004'].flatMap((name) => [`panel/${name}`, `error/${name}`]),
    ].map((tag) => ({ step: 20, tag })),
  );
});

test.serial('the observer gets the figures as files keep them, with the size at which they were scored', async (t) => {
  const { kept } = await bestOf({ values: [0.25], losses: [0.5] });
  t.deepEqual(kept, [{ at: 'input', loss: 0.5, metrics: { score: { value: 0.25, perClass: [], direction: 'max' } } }]);
});
