import test from 'ava';
import { resolveFile } from '../../src/config/resolve.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, summarize, withLines, type Files } from './_workspace.ts';

async function replaced(t: Parameters<typeof createWorkspace>[0], files: Files, overrides: readonly string[] = []) {
  const run = withLines({ 3: 'dataset: {type: folder, root: own, image_size: 64, split: {train: 0.5}}' });
  const workingDirectory = await createWorkspace(t, { 'x.yaml': run, ...files });
  const problems: Problem[] = [];
  const options = { registry: testRegistry(), workingDirectory, environment: { PLACE: 'far' }, overrides };
  const { experiment } = await resolveFile('x.yaml', { ...options, otherData: { file: 'other.yaml' } }, (problem) =>
    problems.push(problem),
  );
  return { dataset: experiment?.dataset, seed: experiment?.seed, problems: problems.map(summarize) };
}

test("the section of another experiment takes the place of the run's, which keeps its other sections", async (t) => {
  const files = {
    '_base.yaml': 'dataset: {type: folder, root: "${env:PLACE}/${seed}", image_size: 32}\nseed: 9\n',
    'other.yaml': 'extends: ./_base.yaml\nmodel: {type: nonsense}\nsweep: {grid: {seed: [1]}}\n',
  };
  const { dataset, seed, problems } = await replaced(t, files);
  t.deepEqual(problems, []);
  t.like(dataset, { root: 'far/9', image_size: 32, split: { train: 0.8 } });
  t.is(seed, 1, "the run's own");
});

test('a file that is a section needs no more; how photos become inputs is as in the run where it is not said', async (t) => {
  const { dataset, problems } = await replaced(t, { 'other.yaml': 'type: folder\nroot: other\n' });
  t.deepEqual(problems, []);
  t.like(dataset, { root: 'other', image_size: 64, split: { train: 0.8 } });
});

test('arguments change the other dataset', async (t) => {
  const { dataset } = await replaced(t, { 'other.yaml': 'type: folder\nroot: other\n' }, ['dataset.root=third']);
  t.is(dataset?.['root'], 'third');
});

test('mistakes have their place in the other file', async (t) => {
  const wrong = await replaced(t, { 'other.yaml': 'type: folder\nroot: other\nimage_size: 33\n' });
  t.deepEqual(wrong.problems, ['other.yaml:3:13 bad-value']);
});

test('a file without data, and one that is not there, are told', async (t) => {
  const [problem] = (await replaced(t, { 'other.yaml': 'seed: 1\n' })).problems;
  t.regex(String(problem), /other\.yaml:1:1 missing-key/);
  t.regex(String((await replaced(t, {})).problems[0]), /file-missing/);
});
