import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { codeChanges, describeCode, describePlugin } from '../../src/trained/code-changes.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { lastEvent, runInProcess } from '../helpers/tessera.ts';
import { loadOptions } from '../helpers/trained.ts';
import { pluginProject } from './_plugin-project.ts';

async function trained() {
  const project = await pluginProject();
  const { stdout } = await runInProcess(['run', project.file, '--runs', project.runs, '--json'], project.folder);
  const { directory } = lastEvent<{ directory: string }>(stdout);
  const changes = async () => codeChanges(await openTrainedRun(directory, loadOptions(project.folder)));
  return { ...project, directory, changes };
}

test.serial(
  'what is as it was is no change; a changed module of a plugin is, and so is a plugin that is gone',
  async (t) => {
    const { changes, folder, scale } = await trained();
    t.deepEqual(await changes(), { own: [], project: [] });
    await scale(2);
    const name = 'plugins/scaled.mjs';
    t.deepEqual(await changes(), { own: [], project: [{ name, isThere: true }] });
    await scale(1);
    t.deepEqual((await changes()).project, [], 'put back, it is the same');
    await rm(join(folder, 'plugins'), { recursive: true });
    t.deepEqual(await changes(), { own: [], project: [{ name, isThere: false }] });
  },
);

test.serial("the run's own files are compared with what it recorded", async (t) => {
  const { changes, directory } = await trained();
  await appendFile(join(directory, 'config.yaml'), '\n');
  await appendFile(join(directory, 'code/scale.mjs'), '\n');
  t.deepEqual((await changes()).own, [
    'config.yaml was edited after the run began',
    "the run's copy of plugins/scaled.mjs was edited",
  ]);
});

test('a plugin that changed is told apart from one that is gone', (t) => {
  t.is(describePlugin({ name: 'a.mjs', isThere: true }), "a.mjs has changed since; the run's own copy is used");
  t.is(describePlugin({ name: 'a.mjs', isThere: false }), "a.mjs is gone since; the run's own copy is used");
  t.deepEqual(describeCode({ own: ['edited'], project: [{ name: 'a.mjs', isThere: false }] }), [
    'edited',
    "a.mjs is gone since; the run's own copy is used",
  ]);
});
