import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { writeWorkflow } from '../../../src/cli/launch/workflow.ts';
import { findProject } from '../../../src/launch/project.ts';
import { newRepository } from '../../helpers/repository.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('the workflow is written to the top of the repository, for the branch that it was cloned from', async (t) => {
  const origin = await newRepository();
  await origin.git('checkout', '--quiet', '-b', 'trunk');
  await origin.commit({ 'vision/experiments/a.yaml': 'name: a\n' });
  const clone = join(await newFolder(), 'clone');
  await origin.git('clone', '--quiet', origin.path, clone);
  await origin.git('-C', clone, 'checkout', '--quiet', '-b', 'other');
  const project = await findProject(join(clone, 'vision'));
  const { file, branch } = await writeWorkflow(project, '/data/runs');
  t.is(branch, 'trunk');
  t.true(file.endsWith('clone/.github/workflows/tessera.yml'));
  const text = await readFile(file, 'utf8');
  t.regex(text, /branches: \['trunk'\]/);
  t.regex(text, /working-directory: "vision"/);
  t.regex(text, /RUNS: "\/data\/runs"/);
});

test('without a remote it is the branch that is checked out', async (t) => {
  const { path, git, commit } = await newRepository();
  await git('checkout', '--quiet', '-b', 'work');
  await commit({ 'experiments/a.yaml': 'name: a\n' });
  t.is((await writeWorkflow(await findProject(path), undefined)).branch, 'work');
});
