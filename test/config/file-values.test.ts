import { join } from 'node:path';
import test from 'ava';
import { explainExperiment } from '../../src/config/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, load, problemsOf, summarize, withLines } from './_workspace.ts';

const x = withLines({});
const focal = 'type: focal\ngamma: 3\n';

test('--set takes a section from a file, and the experiment is what it would be with the section in the argument', async (t) => {
  const files = { 'x.yaml': x, 'losses/focal.yaml': focal };
  const named = await load(t, files, { overrides: ['loss=@losses/focal.yaml'] });
  const inline = await load(t, files, { overrides: ['loss={type: focal, gamma: 3}'] });
  t.deepEqual(named.experiment.loss, { type: 'focal', gamma: 3 });
  t.is(named.id, inline.id);
  t.is(named.yaml, inline.yaml);
  t.deepEqual(
    named.files.map((file) => file.split(/[\\/]/).at(-1)),
    ['x.yaml', 'focal.yaml'],
  );
});

test('a list and a single value come from files too; a later argument changes a part of the section', async (t) => {
  const { experiment } = await load(
    t,
    { 'x.yaml': x, 'flips.yaml': '- {type: horizontal-flip, p: 0.25}\n', 'seed.yaml': '7\n', 'focal.yaml': focal },
    { overrides: ['augmentations=@flips.yaml', 'seed=@seed.yaml', 'loss=@focal.yaml', 'loss.gamma=1'] },
  );
  t.deepEqual(experiment.augmentations, [{ type: 'horizontal-flip', p: 0.25 }]);
  t.is(experiment.seed, 7);
  t.deepEqual(experiment.loss, { type: 'focal', gamma: 1 });
});

test('values of an axis come from files, relative to the file that names them, and have the ids of sections in the axis', async (t) => {
  const grid = (values: string) => `extends: ./_base.yaml\nsweep: {grid: {loss: ${values}}}\n`;
  const files = { 'lab/_base.yaml': x, 'lab/losses/focal.yaml': focal, 'losses/focal.yaml': 'type: nothing\n' };
  const options = { ...files, 'x.yaml': 'extends: ./lab/sweep.yaml\n' };
  const named = await load(t, { ...options, 'lab/sweep.yaml': grid('["@losses/focal.yaml", {type: cross-entropy}]') });
  const inline = await load(t, {
    ...options,
    'lab/sweep.yaml': grid('[{type: focal, gamma: 3}, {type: cross-entropy}]'),
  });
  t.deepEqual(
    named.points.map(({ id }) => id),
    inline.points.map(({ id }) => id),
  );
  t.deepEqual(named.points[0]?.overrides, { loss: { type: 'focal', gamma: 3 } });
  t.is(named.points[0]?.yaml, inline.points[0]?.yaml);
});

test('a file of a value extends others', async (t) => {
  const { experiment } = await load(
    t,
    { 'x.yaml': x, 'losses/wide.yaml': 'extends: ../base/focal.yaml\ngamma: 5\n', 'base/focal.yaml': focal },
    { overrides: ['loss=@losses/wide.yaml'] },
  );
  t.deepEqual(experiment.loss, { type: 'focal', gamma: 5 });
});

test('mistakes are told at their place in the file that has them', async (t) => {
  const files = { 'x.yaml': x, 'losses/focal.yaml': 'type: focal\ngama: 3\n' };
  const problems = await problemsOf(t, files, { overrides: ['loss=@losses/focal.yaml'] });
  t.deepEqual(problems.map(summarize), ['losses/focal.yaml:2:1 unknown-key']);
  const swept = await problemsOf(t, {
    ...files,
    'x.yaml': withLines({ 17: 'sweep: {grid: {loss: ["@losses/focal.yaml"]}}' }),
  });
  t.deepEqual(swept.map(summarize), ['losses/focal.yaml:2:1 unknown-key']);
});

test('a file that is not there is told once, with the place that names it and where it was looked for', async (t) => {
  const [argument, ...more] = await problemsOf(
    t,
    { 'x.yaml': x, 'focal.yaml': focal },
    { overrides: ['loss=@fokal.yaml'] },
  );
  t.deepEqual(
    [argument?.code, argument?.where?.file, argument?.where?.column, more.length],
    ['file-missing', '--set', 6, 0],
  );
  t.deepEqual(argument?.hints, [
    'did you mean `focal.yaml`?',
    'the path is relative to the folder in which the command is started',
    'for a text that begins with `@`, write `@@fokal.yaml`',
  ]);
  const axis = withLines({ 17: 'sweep: {grid: {loss: ["@missing.yaml", {type: focal}]}}' });
  const [problem, ...others] = await problemsOf(t, { 'x.yaml': axis });
  t.deepEqual([summarize(problem!), others], ['17:23 file-missing', []]);
  t.true(problem?.hints?.includes('the path is relative to the file that names it'));
});

test('an empty file is no value, and does not take the key away', async (t) => {
  const problems = await problemsOf(
    t,
    { 'x.yaml': x, 'empty.yaml': '# nothing\n' },
    { overrides: ['seed=@empty.yaml'] },
  );
  t.deepEqual(problems.map(summarize), ['empty.yaml:1:1 wrong-type']);
});

test('a text that begins with @ is written with two', async (t) => {
  const { experiment } = await load(t, { 'x.yaml': x }, { overrides: ['dataset.root=@@data'] });
  t.is(experiment.dataset['root'], '@data');
  const swept = await load(t, { 'x.yaml': withLines({ 17: 'sweep: {grid: {dataset.root: ["@@data", data]}}' }) });
  t.deepEqual(
    swept.points.map(({ experiment: { dataset } }) => dataset['root']),
    ['@data', 'data'],
  );
});

test('an @ without quotes in YAML is told what it needs', async (t) => {
  const [problem] = await problemsOf(t, { 'x.yaml': withLines({ 17: 'sweep: {grid: {loss: [@focal.yaml]}}' }) });
  t.deepEqual(problem?.hints, ['put a value that begins with `@` in quotes: `"@models/unet.yaml"`']);
});

test('explain names the place in the file of the value', async (t) => {
  const workingDirectory = await createWorkspace(t, { 'x.yaml': x, 'losses/focal.yaml': focal });
  const options = {
    registry: testRegistry(),
    workingDirectory,
    environment: {},
    overrides: ['loss=@losses/focal.yaml'],
  };
  const [gamma] = await explainExperiment('x.yaml', { ...options, key: 'loss.gamma' });
  t.deepEqual(gamma?.steps.map(({ by, where }) => [by, where?.file, where?.line]).at(-1), [
    'file',
    'losses/focal.yaml',
    2,
  ]);
});

test('a file outside of the project is noted', async (t) => {
  const elsewhere = await createWorkspace(t, { 'seed.yaml': '3\n' });
  const path = join(elsewhere, 'seed.yaml');
  const { notes } = await load(t, { 'x.yaml': x, 'package.json': '{}' }, { overrides: [`seed=@${path}`] });
  t.deepEqual(notes, [`x.yaml takes a value from ${path}, which is outside of this project`]);
});
