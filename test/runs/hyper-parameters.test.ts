import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { hyperParametersOf } from '../../src/runs/hyper-parameters.ts';

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
  t.deepEqual(hyperParametersOf(experiment as unknown as Experiment), {
    seed: 3,
    'dataset.type': 'shapes',
    'dataset.image_size': 64,
    'augmentations.0.type': 'horizontal-flip',
    'augmentations.0.p': 0.5,
    'model.type': 'pspnet',
    'model.bins': '1, 2, 3, 6',
    'model.encoder.type': 'convnet',
    'model.encoder.frozen': true,
    'train.epochs': 2,
    'train.validate_every.steps': 10,
  });
});
