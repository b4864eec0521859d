import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { testRegistry } from '../config/_registry.ts';

const schema = schemaOf(testRegistry());
const least = {
  name: 'x',
  dataset: { type: 'folder', root: 'data' },
  model: { type: 'pspnet', encoder: { type: 'mobilenet_v1' } },
  loss: { type: 'focal' },
  optimizer: { type: 'adam' },
  train: { epochs: 1 },
};

test('what is not said has its default', (t) => {
  t.like(schema.parse(least), {
    seed: 0,
    plugins: [],
    augmentations: [],
    metrics: [
      { type: 'iou', average: 'macro' },
      { type: 'recall', average: 'macro' },
    ],
    scheduler: { type: 'constant' },
    loader: { workers: 'auto', prefetch: 2, on_bad_sample: 'fail' },
    engine: { backend: 'auto' },
    loss: { type: 'focal', gamma: 1 },
  });
});

test('each of these sections has to be there', (t) => {
  for (const key of Object.keys(least)) {
    const { error } = schema.safeParse({ ...least, [key]: undefined });
    t.deepEqual(
      error?.issues.map(({ path }) => path[0]),
      [key],
    );
  }
});

test('a name is one that a folder can have', (t) => {
  const takes = (name: string) => schema.safeParse({ ...least, name }).success;
  for (const name of ['pets-1', 'A.b_c', '0']) t.true(takes(name), name);
  for (const name of ['', '-a', '.a', 'a/b', 'a b', 'a\n']) t.false(takes(name), name);
});

test('there is at least one metric, and no unknown key', (t) => {
  t.false(schema.safeParse({ ...least, metrics: [] }).success);
  t.false(schema.safeParse({ ...least, epochs: 1 }).success);
});

test('what is scored against masks of unchanged photos is not augmented', (t) => {
  const whole = schemaOf(createRegistry(...builtins));
  const problems = (evaluate_at: string, augment_validation: boolean) =>
    whole
      .safeParse({
        name: 'x',
        dataset: { type: 'shapes', image_size: 8, evaluate_at },
        model: { type: 'unet', encoder: { type: 'convnet' } },
        loss: { type: 'dice' },
        optimizer: { type: 'adam' },
        train: { epochs: 1, augment_validation },
      })
      .error?.issues.map(({ path }) => path.join('.')) ?? [];
  t.deepEqual(problems('original', true), ['train.augment_validation']);
  t.deepEqual(problems('input', true), []);
  t.deepEqual(problems('original', false), []);
});
