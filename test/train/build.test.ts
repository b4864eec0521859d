import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { withCleanup } from '../../src/core/with-cleanup.ts';
import { createRegistry } from '../../src/registry/index.ts';
import {
  buildDataset,
  buildExperiment,
  type BuildInput,
  type BuiltExperiment,
  type DatasetInput,
} from '../../src/train/build.ts';
import { notingClosed, replacing, type Built, type Replacements } from '../helpers/registry.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';

test.before(startTestEngine);

type Input = DatasetInput & Omit<BuildInput, 'dataset'>;

async function inputOf(text = tinyExperiment, replacements: Replacements = {}) {
  const { file, folder } = await experimentFile(text);
  const registry = createRegistry(...builtins);
  const { experiment } = await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  const built: Built[] = [];
  const watched = replacing(registry, replacements, (each) => built.push(each));
  const input: Input = { experiment, registry: watched, tf, workingDirectory: folder };
  return { input, built, folder };
}

/** Builds, looks, and closes. */
const build = <T>(input: Input, look: (built: BuiltExperiment) => T): Promise<T> =>
  withCleanup(
    async (cleanup) => look(await buildExperiment({ ...input, dataset: await buildDataset(input, cleanup) }, cleanup)),
    () => undefined,
  );

test.serial('each part is built of its own section, in the order of the file', async (t) => {
  const { input } = await inputOf(
    `${tinyExperiment}
metrics: [{type: recall}, {type: iou}]`.replace(
      '[{type: horizontal-flip}]',
      '[{type: horizontal-flip}, {type: random-crop, size: 16}]',
    ),
  );
  await build(input, ({ dataset, metrics, augmentations, loss }) => {
    t.deepEqual(dataset.imageSize, { height: 32, width: 32 });
    t.deepEqual(
      metrics.map(({ name }) => name),
      ['recall/macro/image', 'iou/macro/image'],
    );
    t.is(augmentations.length, 2);
    const even = tf.tidy(() => loss(tf.zeros([1, 1, 2, 4]), tf.zeros([1, 1, 2], 'int32')).dataSync()[0]!);
    t.true(Math.abs(even - Math.log(4)) < 1e-6, 'cross entropy of four equal logits');
  });
});

test.serial(
  'every part has seed and folder, and those that need them the classes; dataset and model may download',
  async (t) => {
    const { input, built, folder } = await inputOf(`${tinyExperiment}\nseed: 7`);
    const download = { signal: new AbortController().signal, onProgress: () => undefined };
    const classes = await build({ ...input, download }, ({ dataset }) => dataset.classes);
    t.deepEqual(built.map(({ kind }) => kind).sort(), ['augmentation', 'dataset', 'loss', 'metric', 'metric', 'model']);
    for (const { kind, context } of built) {
      t.like(context, { seed: 7, workingDirectory: folder }, kind);
      const given = context as Record<string, unknown>;
      t.is(given['download'], ['dataset', 'model'].includes(kind) ? download : undefined, kind);
      t.is(given['classes'], ['augmentation', 'loss', 'metric', 'model'].includes(kind) ? classes : undefined, kind);
      t.is(given['tf'], ['loss', 'model'].includes(kind) ? tf : undefined, kind);
    }
  },
);

test.serial('parameters are counted, those that train by themselves', async (t) => {
  let frozen = 0;
  const { input } = await inputOf(tinyExperiment, {
    model: (model) => {
      const [, parameter] = model.namedParameters()[0]!;
      parameter.trainable = false;
      frozen = parameter.size;
      return model;
    },
  });
  const { total, trainable, sizes } = await build(input, ({ parameters, model }) => ({
    ...parameters,
    sizes: model.namedParameters().map(([, { size }]) => size),
  }));
  t.is(
    total,
    sizes.reduce((sum, size) => sum + size),
  );
  t.is(trainable, total - frozen);
  t.true(frozen > 0);
});

test.serial('model and storage are closed at the end, or when something after them fails', async (t) => {
  const closed: string[] = [];
  const replacements = notingClosed(closed);
  const tensors = tf.memory().numTensors;
  const { input } = await inputOf(tinyExperiment, replacements);
  await build(input, () => t.deepEqual(closed, []));
  t.deepEqual(closed, ['model', 'storage']);

  const { experiment } = input;
  const odd = { ...experiment, dataset: { ...experiment.dataset, image_size: [32, 33] } };
  const error = await t.throwsAsync(
    build({ ...input, experiment: odd }, () => t.fail()),
    { instanceOf: TesseraError },
  );
  t.like(error.problems[0], {
    code: 'bad-size',
    path: 'dataset.image_size',
    message: 'unet takes images whose height and width are multiples of 4, got 32 x 33',
  });
  t.deepEqual(closed.slice(2), ['model', 'storage']);
  t.is(tf.memory().numTensors, tensors);
});

test.serial('two metrics of one name are refused', async (t) => {
  const { input } = await inputOf(`${tinyExperiment}\nmetrics: [{type: iou}, {type: recall}]`, {
    metric: (metric) => ({ ...metric, name: 'same/macro/image' }),
  });
  await t.throwsAsync(
    build(input, () => t.fail()),
    { message: /same\/macro\/image/ },
  );
});

test.serial(
  'batches that are learnt by heart are not augmented, and frozen parts are not counted as trained',
  async (t) => {
    const { input } = await inputOf(
      tinyExperiment.replace('train: {epochs', 'train: {overfit_batches: 1, freeze: [encoder], epochs'),
    );
    await build(input, ({ augmentations, parameters, frozen, model }) => {
      t.deepEqual(augmentations, []);
      const head = model.namedParameters().filter(([name]) => !name.startsWith('encoder.'));
      t.deepEqual(
        frozen.trained.map(([name]) => name),
        head.map(([name]) => name),
      );
      t.is(
        parameters.trainable,
        head.reduce((sum, [, { size }]) => sum + size, 0),
      );
    });
  },
);
