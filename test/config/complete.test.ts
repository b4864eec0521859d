import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { completeConfig } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';

const complete = completeConfig(createRegistry(...builtins));
const config = {
  name: 'old',
  dataset: { type: 'shapes', image_size: 64 },
  model: { type: 'unet', encoder: { type: 'convnet' } },
  loss: { type: 'focal', gamma: 2 },
  optimizer: { type: 'sgd', lr: 0.1 },
  train: { epochs: 3 },
};

test('keys that a configuration does not say get their defaults; the others stay', (t) => {
  t.like(complete(config), {
    loss: { type: 'focal', gamma: 2, normalizer: 'pixels' },
    train: { epochs: 3, accumulate: 1, validate_every: { epochs: 1 } },
  });
});

test('a configuration with a component of a plugin stays as it is', (t) => {
  const own = { ...config, loss: { type: 'my-loss' } };
  t.is(complete(own), own);
});
