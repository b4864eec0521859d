import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { hyperParametersOf } from '../../src/train/hyper-parameters.ts';

const registry = createRegistry(...builtins);

test('hyper-parameters are the leaves by dotted path, without what is only watched or computed', (t) => {
  const experiment = {
    name: 'x',
    description: 'y',
    seed: 3,
    plugins: ['./p.ts'],
    dataset: { type: 'shapes', image_size: 64 },
    augmentations: [{ type: 'horizontal-flip', p: 0.5 }],
    model: { type: 'pspnet', bins: [1, 2, 3, 6], encoder: { type: 'convnet', frozen: true, weights: undefined } },
    engine: { backend: 'auto' },
    log: { panel_samples: 4 },
    train: { epochs: 2, validate_every: { steps: 10 } },
  };
  t.deepEqual(hyperParametersOf(experiment as unknown as Experiment, registry), {
    seed: 3,
    'dataset.type': 'shapes',
    'dataset.image_size': '64',
    augmentations: 'horizontal-flip p=0.5',
    'model.type': 'pspnet',
    'model.bins': '1, 2, 3, 6',
    'model.encoder.type': 'convnet',
    'model.encoder.frozen': true,
    'train.epochs': 2,
    'train.validate_every.steps': 10,
  });
});

test('a key that can be a number or something else is text in every run', (t) => {
  const parametersOf = (more: object) =>
    hyperParametersOf({ loader: { workers: 'auto' }, augmentations: [], ...more } as unknown as Experiment, registry);
  for (const [image_size, text] of [
    [32, '32'],
    [[32, 64], '32, 64'],
  ] as const) {
    t.is(parametersOf({ dataset: { type: 'shapes', image_size } })['dataset.image_size'], text);
  }
  t.is(parametersOf({})['loader.workers'], 'auto');
  t.is(parametersOf({ loader: { workers: 2 } })['loader.workers'], '2');
  t.is(parametersOf({})['augmentations'], 'none');
});

test('a key with one type stays what it is, also where its value has a default or may be left out', (t) => {
  const experiment = {
    seed: 7,
    optimizer: { type: 'adam', lr: 0.001, betas: [0.9, 0.999], weight_decay: 0 },
    scheduler: { type: 'step', step_size: 50, gamma: 0.5 },
    // One of two numbers.
    model: { type: 'unet', encoder: { type: 'convnet', first_stride: 2 } },
    train: { epochs: 2, batch_size: 4, drop_last: true, validate_every: { epochs: 1 } },
  };
  t.deepEqual(hyperParametersOf(experiment as unknown as Experiment, registry), {
    seed: 7,
    'optimizer.type': 'adam',
    'optimizer.lr': 0.001,
    'optimizer.betas': '0.9, 0.999',
    'optimizer.weight_decay': 0,
    'scheduler.type': 'step',
    'scheduler.step_size': 50,
    'scheduler.gamma': 0.5,
    'model.type': 'unet',
    'model.encoder.type': 'convnet',
    'model.encoder.first_stride': 2,
    'train.epochs': 2,
    'train.batch_size': 4,
    'train.drop_last': true,
    'train.validate_every.epochs': 1,
  });
});

/** What a point of a sweep has in the columns of the keys that are swept. */
function pointOf(swept: Readonly<Record<string, unknown>>) {
  const experiment = {
    seed: 3,
    augmentations: [{ type: 'horizontal-flip', p: 0.5 }],
    loss: { type: 'focal', gamma: 2, alpha: 1 },
    optimizer: { type: 'adam', lr: 0.001, weight_decay: 0 },
    train: { epochs: 2, batch_size: 4 },
  };
  return hyperParametersOf(experiment as unknown as Experiment, registry, swept);
}

test('a swept key is one column, as the sweep writes it, whatever lies within it', (t) => {
  const point = pointOf({ loss: { type: 'focal', gamma: 2 }, augmentations: [], 'optimizer.lr': 0.001 });
  t.deepEqual(point, {
    loss: 'focal gamma=2',
    augmentations: 'none',
    'optimizer.lr': 0.001,
    seed: 3,
    'optimizer.type': 'adam',
    'optimizer.weight_decay': 0,
    'train.epochs': 2,
    'train.batch_size': 4,
  });
  t.deepEqual(Object.keys(point).slice(0, 3), ['loss', 'augmentations', 'optimizer.lr']);
});

test('a swept list of components is readable', (t) => {
  const swept = { augmentations: [{ type: 'horizontal-flip' }, { type: 'grayscale' }] };
  t.is(pointOf(swept)['augmentations'], 'horizontal-flip + grayscale');
});

test('an axis that mixes a number with a list or a section is text at every point', (t) => {
  t.is(pointOf({ 'dataset.image_size': 64 })['dataset.image_size'], '64');
  t.is(pointOf({ 'dataset.image_size': [64, 96] })['dataset.image_size'], '64, 96');
  t.is(pointOf({ scheduler: null })['scheduler'], 'none');
});

test('a key within a list that is swept has a column, and the list none', (t) => {
  const point = pointOf({ 'augmentations.0.p': 0.25 });
  t.is(point['augmentations.0.p'], 0.25);
  t.false('augmentations' in point);
});

test('a column of numbers has no value where the key is null', (t) => {
  t.is(pointOf({ 'train.max_steps': 5 })['train.max_steps'], 5);
  t.false('train.max_steps' in pointOf({ 'train.max_steps': null }));
});
