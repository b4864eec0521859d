import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { serveTensorBoard, tensorBoardMissing, type ServeOptions } from '../../src/cli/serve-tensorboard.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

const testOnUnix = await testIf('permissions');
const address = 'TensorBoard 2.20.0 at http://localhost:6006/ (Press CTRL+C to quit)';

/** What is printed, and the exit code, when this script is TensorBoard. */
async function serve(script: string, options: Partial<ServeOptions> = {}) {
  const executable = join(await newFolder(), 'tensorboard');
  await writeFile(executable, `#!/bin/sh\n${script}\n`);
  await chmod(executable, 0o755);
  const { context, out, err } = testContext({ environment: { PATH: '/usr/bin:/bin' } });
  const given = { splits: [], images: 20, ...options };
  const exitCode = await serveTensorBoard({ executable, args: ['-m'] }, '/runs', given, context);
  return { exitCode, out, err };
}

testOnUnix('its address is printed, and nothing else as long as it works', async (t) => {
  const { exitCode, out, err } = await serve(`echo noise >&2; echo "${address}" >&2`);
  t.is(exitCode, 0);
  t.deepEqual(out, ['TensorBoard is at http://localhost:6006/ (Ctrl-C ends it)']);
  t.deepEqual(err, []);
});

testOnUnix('some splits are shown by a filter; a program gets JSON', async (t) => {
  const { out } = await serve(`echo "${address}" >&2`, { splits: ['val', 'test'], json: true, shown: ['a'] });
  t.deepEqual(JSON.parse(out[0]!), {
    address: `http://localhost:6006/?tagFilter=${encodeURIComponent('^(val|test)/')}#timeseries`,
    folder: '/runs',
    runs: ['a'],
  });
});

testOnUnix('it gets the folder, port and host; what it says is shown if it fails', async (t) => {
  const { exitCode, err } = await serve('echo "$@" >&2; exit 1', { port: 7007, host: '::' });
  t.is(exitCode, 1);
  t.true(
    err[0]!.startsWith(
      '-m --logdir /runs --samples_per_plugin scalars=10000,images=20 --reload_interval 5 --port 7007 --host ::',
    ),
  );
});

test('where there is no TensorBoard, three ways to get it', (t) => {
  t.like(tensorBoardMissing().problems[0], { code: 'program-missing' });
  t.is(tensorBoardMissing().problems[0]!.hints!.length, 3);
});
