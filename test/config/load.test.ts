import test from 'ava';
import { loadExperiment } from '../../src/config/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, load, problemsOf, summarize, withLines } from './_workspace.ts';

test('a loaded experiment is checked, and has every default', async (t) => {
  const { file, experiment, points } = await load(t, { 'x.yaml': withLines({}) });
  t.is(file, 'x.yaml');
  t.is(experiment.optimizer['lr'], 1e-3);
  t.is(experiment.optimizer['weight_decay'], 0);
  t.deepEqual(points, []);
});

test('the files are those that were read, parents first, as absolute paths', async (t) => {
  const workingDirectory = await createWorkspace(t, {
    'x.yaml': 'extends: parts/_base.yaml\n',
    'parts/_base.yaml': withLines({}),
  });
  const { files } = await loadExperiment('x.yaml', { registry: testRegistry(), workingDirectory, environment: {} });
  t.deepEqual(files, [`${workingDirectory}/parts/_base.yaml`, `${workingDirectory}/x.yaml`]);
});

test('the resolved text describes the same experiment, with the same id', async (t) => {
  const first = await load(t, { 'x.yaml': withLines({ 1: 'name: "${loss.type}-cats"' }) }, { overrides: ['seed=7'] });
  const again = await load(t, { 'x.yaml': first.yaml });
  t.regex(first.id, /^[0-9a-f]{12}$/);
  t.is(again.id, first.id);
  t.is(again.yaml, first.yaml);
  t.deepEqual(again.experiment, first.experiment);
});

test('every problem is in one error, in order of lines', async (t) => {
  const lines = { 2: 'seed: one', 9: 'loss: {type: focl}', 14: 'scheduler: {type: step, step_size: 0}' };
  const problems = await problemsOf(t, { 'x.yaml': withLines({ ...lines, 17: 'plugins: [./none.mjs]' }) });
  t.deepEqual(problems.map(summarize), ['2:7 wrong-type', '14:36 bad-value', '17:11 bad-plugin']);
  const others = await problemsOf(t, { 'x.yaml': withLines(lines) }, { overrides: ['optimizer.lr=[1]'] });
  t.deepEqual(others.filter(({ where }) => where?.file === 'x.yaml').map(summarize), [
    '2:7 wrong-type',
    '9:14 unknown-component',
    '14:36 bad-value',
  ]);
  t.deepEqual(
    others.filter(({ where }) => where?.file !== 'x.yaml').map(({ code, where }) => `${where?.file} ${code}`),
    ['--set wrong-type'],
  );
});

test('a file that is a part for others says so first, of missing keys only', async (t) => {
  const part = { '_part.yaml': withLines({ 2: 'seed: one', 9: '' }) };
  const workingDirectory = await createWorkspace(t, part);
  const options = { registry: testRegistry(), workingDirectory, environment: {} };
  const error = await t.throwsAsync<Error & { problems: readonly { code: string; hints?: readonly string[] }[] }>(
    loadExperiment('_part.yaml', options),
  );
  const hintOf = (code: string) => error?.problems.find((problem) => problem.code === code)?.hints;
  const advice = 'this file is a part that others extend: give a file that extends it';
  t.is(hintOf('missing-key')?.[0], advice);
  t.true((hintOf('missing-key')?.length ?? 0) > 1, 'what to add is said as well');
  t.false(hintOf('wrong-type')?.includes(advice));
  const [missing] = await problemsOf(t, { 'x.yaml': withLines({ 9: '' }) });
  t.false(missing?.hints?.includes(advice));
});

test('a value is found where it was written, by whichever layer', async (t) => {
  const { locate } = await load(
    t,
    { 'x.yaml': 'extends: ./_base.yaml\nseed: 2\n', '_base.yaml': withLines({ 2: '' }) },
    { overrides: ['optimizer.lr=0.5'] },
  );
  const place = (path: string) => {
    const where = locate(path);
    return where && [where.file, where.line, where.column];
  };
  t.deepEqual(place('seed'), ['x.yaml', 2, 7]);
  t.deepEqual(place('augmentations.0.p'), ['_base.yaml', 5, 32]);
  t.is(locate('optimizer.lr')?.file, '--set');
});

test('a default is at the nearest section that was written; the top level has no place', async (t) => {
  const { locate } = await load(t, { 'x.yaml': withLines({}) });
  t.is(locate('model.encoder.frozen')?.line, 8);
  t.is(locate('dataset.split.train')?.line, 3);
  t.is(locate('engine.backend'), undefined);
  t.is(locate('engine'), undefined);
});

test('a sweep has its points, and stands itself for its base', async (t) => {
  const { experiment, points } = await load(t, { 'x.yaml': withLines({ 17: 'sweep: {grid: {seed: [5, 6]}}' }) });
  t.is(experiment.seed, 1);
  t.deepEqual(
    points.map(({ overrides }) => overrides),
    [{ seed: 5 }, { seed: 6 }],
  );
});

test('files of one cache are parsed once', async (t) => {
  const workingDirectory = await createWorkspace(t, {
    'a.yaml': 'extends: ./_base.yaml\nseed: 2\n',
    'b.yaml': 'extends: ./_base.yaml\nseed: 3\n',
    '_base.yaml': withLines({}),
  });
  const cache = new Map();
  const options = { registry: testRegistry(), workingDirectory, environment: {}, cache };
  await loadExperiment('a.yaml', options);
  const parsed = cache.get(`${workingDirectory}/_base.yaml`) as unknown;
  t.not(parsed, undefined);
  t.is((await loadExperiment('b.yaml', options)).experiment.seed, 3);
  t.is(cache.get(`${workingDirectory}/_base.yaml`), parsed);
  t.is(cache.size, 3);
});
