import test, { type ExecutionContext } from 'ava';
import { explainExperiment, loadExperiment, type Explanation } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, withLines, type Files } from './_workspace.ts';

const files: Files = {
  '_base.yaml': withLines({ 1: '' }),
  'x.yaml':
    'extends: ./_base.yaml\nname: x\noptimizer:\n  lr: 0.2\ndataset: {root: "${env:ROOT:data}"}\nsweep: {grid: {optimizer.lr: [0.5, 0.6]}}\n',
};

async function explain(
  t: ExecutionContext,
  key?: string,
  overrides: string[] = [],
  pointIndex?: number,
): Promise<Explanation[]> {
  const workingDirectory = await createWorkspace(t, files);
  const options = { registry: testRegistry(), workingDirectory, environment: {}, overrides };
  const { points } = await loadExperiment('x.yaml', options);
  const point = pointIndex === undefined ? undefined : points[pointIndex]?.id;
  return explainExperiment('x.yaml', { ...options, key, point });
}

function chain(explanations: readonly Explanation[], path: string): string[] {
  const steps = explanations.find((leaf) => leaf.path === path)?.steps ?? [];
  return steps.map(({ by, where, value }) =>
    [by, where?.file, where?.line, JSON.stringify(value)].filter((part) => part !== undefined).join(' '),
  );
}

test('a value is explained by every layer that wrote it, lowest first', async (t) => {
  const leaves = await explain(t, undefined, ['optimizer.lr=0.4']);
  t.deepEqual(chain(leaves, 'optimizer.lr'), [
    'default 0.001',
    'file _base.yaml 13 0.001',
    'file x.yaml 4 0.2',
    'set --set 0.4',
  ]);
});

test('at a point of a sweep the axis decides', async (t) => {
  const leaves = await explain(t, 'optimizer.lr', [], 1);
  t.deepEqual(chain(leaves, 'optimizer.lr').slice(-2), ['file x.yaml 4 0.2', 'axis x.yaml 6 0.6']);
  t.is(leaves[0]?.value, 0.6);
});

test('a value that nobody wrote is explained by its default', async (t) => {
  const leaves = await explain(t);
  t.deepEqual(chain(leaves, 'engine.backend'), ['default "auto"']);
  t.deepEqual(chain(leaves, 'dataset.split.train'), ['default 0.8']);
});

test('a reference is explained by its text', async (t) => {
  const leaves = await explain(t, 'dataset.root');
  t.deepEqual(chain(leaves, 'dataset.root'), ['file _base.yaml 3 "data"', 'file x.yaml 5 "${env:ROOT:data}"']);
  t.is(leaves[0]?.value, 'data');
});

test('every leaf of the experiment is explained', async (t) => {
  const leaves = await explain(t);
  t.true(leaves.every(({ steps }) => steps.length > 0));
  t.deepEqual(
    leaves.map(({ path }) => path).filter((path) => path.startsWith('model')),
    ['model.type', 'model.encoder.type', 'model.encoder.frozen', 'model.bins', 'model.dropout'],
  );
});

test('a section explains what is in it', async (t) => {
  const leaves = await explain(t, 'scheduler');
  t.deepEqual(
    leaves.map(({ path }) => path),
    ['scheduler.type', 'scheduler.step_size', 'scheduler.gamma'],
  );
});

test('a key that does not exist suggests the nearest', async (t) => {
  const error = await t.throwsAsync(explain(t, 'optimizer.lrr'), { instanceOf: TesseraError });
  t.deepEqual(error?.problems[0]?.hints, ['did you mean `optimizer.lr`?']);
});
