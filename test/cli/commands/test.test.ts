import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { runInProcess } from '../../helpers/tessera.ts';
import { pluginProject } from '../../trained/_plugin-project.ts';

test.serial('after an edit of its plugin, a run is tested with its own copy: the loss is that of its result', async (t) => {
  const { folder, file, runs, scale } = await pluginProject();
  const { stdout } = await runInProcess(['run', file, '--runs', runs, '--json'], folder);
  const { directory } = JSON.parse(stdout) as { directory: string };
  const result = JSON.parse(await readFile(join(directory, 'result.json'), 'utf8')) as { test: { loss: number } };
  await scale(2);
  const tested = await runInProcess(['test', directory, '--json'], folder);
  t.is(tested.exitCode, 0, tested.stderr);
  const { loss, changes } = JSON.parse(tested.stdout) as { loss: number; changes: string[] };
  t.is(loss, result.test.loss);
  t.deepEqual(changes, ["plugins/scaled.mjs has changed since; the run's own copy is used"]);
  t.regex(tested.stderr, /changed +plugins\/scaled\.mjs has changed since/);

  const fresh = await runInProcess(['run', file, '--runs', runs, '--json'], folder);
  t.is(fresh.exitCode, 2, 'a module that this process has loaded stays as it was');
  await writeFile(join(folder, 'plugins/scale.mjs'), 'export const scale = 1;\n');
  const back = await runInProcess(['test', directory, '--json'], folder);
  t.deepEqual((JSON.parse(back.stdout) as { changes: string[] }).changes, []);
});
