import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import type { TesseraError } from '../../src/core/errors/index.ts';
import { type Problem } from '../../src/core/errors/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from './_workspace.ts';

const registry = createRegistry(...builtins);

/** Problems of an experiment on three classes, whose last lines these are. */
async function problemsOf(t: ExecutionContext, ...lines: string[]): Promise<string[]> {
  const given = [
    'name: x',
    'dataset: {type: shapes, image_size: 64}',
    'model: {type: unet, encoder: {type: convnet}}',
    'optimizer: {type: adam, lr: 1e-3}',
    'train: {epochs: 1}',
    ...lines,
  ];
  const workingDirectory = await createWorkspace(t, { 'x.yaml': `${given.join('\n')}\n` });
  const loading = loadExperiment('x.yaml', { registry, workingDirectory, environment: {} });
  const problems = await loading.then(
    () => [],
    (error: unknown) => (error as TesseraError).problems,
  );
  return problems.map(describe);
}

const describe = ({ where, message }: Problem) => `${where?.line}:${where?.column} ${message}`;

test('weights of another number than the classes are told where they are written', async (t) => {
  t.deepEqual(await problemsOf(t, 'loss: {type: cross-entropy, weight: [1, 2]}'), [
    '6:37 expected a weight for each class, 3; got 2',
  ]);
  t.deepEqual(await problemsOf(t, 'loss: {type: focal, alpha: [1]}'), [
    '6:28 expected a weight for each class, 3; got 1',
  ]);
});

test('so are those in a sum, and of losses that are logged', async (t) => {
  t.deepEqual(
    await problemsOf(
      t,
      'loss: [{type: dice}, {type: bce, pos_weight: [1, 2]}]',
      'log: {losses: [focal, {type: cross-entropy, class_weight: [0, 0, 0]}]}',
    ),
    [
      '6:46 expected a weight for each class, 3; got 2',
      '7:59 expected a weight above 0, got zeros only: nothing would train',
    ],
  );
});

test('so are a class that a loss ignores, and a metric of a class that is not there', async (t) => {
  t.deepEqual(await problemsOf(t, 'loss: [{type: cross-entropy}, {type: dice, ignore_index: 2}]'), [
    '6:58 expected loss and metrics to ignore the same pixels: the loss ignores 2, which is the class `box` for the metrics',
  ]);
  t.deepEqual(await problemsOf(t, 'loss: {type: lovasz}', 'metrics: [{type: iou}, {type: f1, average: {class: bo}}]'), [
    '7:52 expected the name of a class, got `bo`, which no class has',
  ]);
});

test('so are augmentations that name a class which is not there, in others too', async (t) => {
  t.deepEqual(
    await problemsOf(
      t,
      'loss: {type: dice}',
      'augmentations: [{type: elastic, fill_mask: 2}, {type: compose, of: [{type: random-rotation, degrees: 5, fill_mask: 3}]}]',
    ),
    ['7:48 fill_mask: expected the index of a class, 0 to 2, got 3'],
  );
});

test('class weights by both names are one too many', async (t) => {
  t.deepEqual(await problemsOf(t, 'loss: {type: cross-entropy, class_weight: balanced, weight: balanced}'), [
    '6:61 expected the weights of the classes once, got `class_weight` and `weight`',
  ]);
});

test('a metric of two classes is refused for three', async (t) => {
  t.deepEqual(await problemsOf(t, 'loss: {type: dice}', 'metrics: [{type: iou}, {type: auc}]'), [
    '7:24 expected two classes for the metric `auc`, got 3',
  ]);
});

test('an unknown loss is told where it is logged, as a word or as a section', async (t) => {
  t.deepEqual(await problemsOf(t, 'loss: {type: dice}', 'log: {losses: [dice, focl]}'), [
    '7:22 expected the type of a registered loss, got `focl`',
  ]);
  t.deepEqual(await problemsOf(t, 'loss: {type: dice}', 'log: {losses: [dice, {type: dicee}]}'), [
    '7:29 expected the type of a registered loss, got `dicee`',
  ]);
});

test('what is out of range is told for each part', async (t) => {
  const ohem = 'loss: [{type: cross-entropy, ohem: {thresh: 1.5}}, {type: dice, weight: 0}]';
  t.deepEqual(await problemsOf(t, ohem), [
    '6:45 expected a number of at most 1, got `1.5`',
    '6:73 expected a number above 0, got `0`',
  ]);
});

test('points of a sweep share a problem, which is told once; what fits is fine', async (t) => {
  const sweep = 'sweep: {grid: {seed: [1, 2]}}';
  t.deepEqual(await problemsOf(t, 'loss: {type: cross-entropy, class_weight: [1]}', sweep), [
    '6:43 expected a weight for each class, 3; got 1',
  ]);
  t.deepEqual(await problemsOf(t, 'loss: {type: cross-entropy, class_weight: [1, 2, 3]}', sweep), []);
});
