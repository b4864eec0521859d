import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { lastEvent, tessera } from '../../helpers/tessera.ts';
import { pluginProject } from '../../trained/_plugin-project.ts';

test.serial(
  'after an edit of its plugin, a run is tested with its own copy: the loss is that of its result',
  async (t) => {
    const { folder, file, scale } = await pluginProject();
    const run = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await tessera([...args, '--json'], { cwd: folder });
      t.is(exitCode, 0, stderr);
      // A run tells its events before its result.
      return { ...lastEvent<{ directory: string; loss: number; changes: string[] }>(stdout), stderr };
    };
    const { directory } = await run('run', file);
    const result = JSON.parse(await readFile(join(folder, directory, 'result.json'), 'utf8')) as {
      test: { loss: number };
    };
    await scale(2);
    const { loss, changes, stderr } = await run('test', directory);
    t.is(loss, result.test.loss);
    t.deepEqual(changes, ["plugins/scaled.mjs has changed since; the run's own copy is used"]);
    t.regex(stderr, /changed +plugins\/scaled\.mjs has changed since/);

    const fresh = await run('run', file);
    t.not(fresh.directory, directory, 'the same file with other code is another run');
  },
);
