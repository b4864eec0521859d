import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import type { TesseraError } from '../../src/core/errors/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from './_workspace.ts';

const registry = createRegistry(...builtins);

async function problemsOf(t: ExecutionContext, lines: readonly string[], files: Record<string, string> = {}) {
  const given = [
    'name: x',
    'dataset: {type: shapes, image_size: 64}',
    'model: {type: unet, encoder: {type: convnet, widths: [4]}}',
    'optimizer: {type: adam, lr: 1e-3}',
    ...lines,
  ];
  const workingDirectory = await createWorkspace(t, { 'x.yaml': `${given.join('\n')}\n`, ...files });
  const loading = loadExperiment('x.yaml', { registry, workingDirectory, environment: {} });
  const problems = await loading.then(
    () => [],
    (error: unknown) => (error as TesseraError).problems,
  );
  return problems.map(({ where, message, hints = [] }) => [`${where?.line}:${where?.column} ${message}`, ...hints]);
}

test('what decides must be a figure of the experiment, wherever it is named', async (t) => {
  const problems = await problemsOf(t, [
    'loss: {type: focal}',
    'scheduler: {type: reduce-on-plateau, metric: dice}',
    'train: {epochs: 1, best: iou, early_stopping: {metric: los, patience: 2}}',
  ]);
  t.deepEqual(
    problems.map(([first]) => first),
    [
      "6:46 scheduler.metric is `dice`, which is none of the experiment's metrics",
      "7:56 train.early_stopping.metric is `los`, which is none of the experiment's metrics",
    ],
    '`iou` begins one name of the default metrics',
  );
  t.true(problems[1]!.includes('did you mean `loss`?'));
});

test('a beginning that two metrics have, and two metrics of one name', async (t) => {
  const problems = await problemsOf(t, [
    'loss: {type: focal}',
    'metrics: [{type: iou}, {type: iou, average: micro}, {type: dice}, {type: dice}]',
    'train: {epochs: 1, best: iou}',
  ]);
  t.deepEqual(
    problems.map(([first]) => first),
    [
      '6:67 metrics.3: expected a metric of its own name, got `dice/macro/image`, which is what metrics.2 is called',
      '7:26 train.best is `iou`, which begins the names of 2 metrics',
    ],
  );
});

test('losses by their own names may decide', async (t) => {
  const lines = (best: string) => [
    'loss: [{type: dice}, {type: dice, smooth: 1}]',
    'log: {losses: [focal]}',
    `train: {epochs: 1, best: ${best}}`,
  ];
  for (const best of ['loss', 'loss/dice-2', 'loss/focal', 'val/iou/macro/dataset'])
    t.deepEqual(await problemsOf(t, lines(best)), [], best);
  t.is((await problemsOf(t, lines('loss/bce'))).length, 1);
});

test('every point of a sweep is checked, and named', async (t) => {
  const problems = await problemsOf(t, [
    'loss: {type: focal}',
    'train: {epochs: 1, best: iou/macro/image}',
    'metrics: [{type: iou}]',
    'sweep: {grid: {train.best: [iou/macro/image, accuracy], seed: [0, 1]}}',
  ]);
  t.is(problems.length, 1, JSON.stringify(problems));
  t.regex(problems[0]![0]!, /^8:46 train\.best is `accuracy`/);
  t.is(problems[0]!.at(-1), 'in the sweep point train.best="accuracy", seed=0');
});

test("a plugin's metric is not built to be checked", async (t) => {
  const plugin = `export const mine = ({ defineComponent, z }) => defineComponent({
    kind: 'metric', type: 'mine', description: 'For tests.', params: z.strictObject({}),
    build() { throw new Error('built'); },
  });`;
  const lines = [
    'loss: {type: focal}',
    'plugins: [./mine.mjs]',
    'metrics: [{type: mine}]',
    'train: {epochs: 1, best: mine}',
  ];
  t.deepEqual(await problemsOf(t, lines, { 'mine.mjs': plugin }), []);
});

test("the objective of a sweep is a figure of its points' validation", async (t) => {
  const problems = (metric: string) =>
    problemsOf(t, ['loss: {type: focal}', 'train: {epochs: 1}', `sweep: {seeds: 2, objective: {metric: ${metric}}}`]);
  t.deepEqual(await problems('val/iou/macro'), []);
  t.deepEqual(await problems('loss'), []);
  const [wrong, ...others] = await problems('val/dice');
  t.is(wrong![0], "7:39 sweep.objective.metric is `val/dice`, which is none of the experiment's metrics");
  t.is(others.length, 0);
  t.is((await problems('test/iou')).length, 1, 'the test does not decide');
});
