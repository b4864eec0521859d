import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { makeRun } from '../../board/_runs.ts';
import { newFolder, tessera } from '../../helpers/tessera.ts';

/** A folder with `runs` and a PATH on which `tensorboard` is the given shell script, if any, and no Python. */
async function setUp(script?: string) {
  const folder = await newFolder();
  await mkdir(join(folder, 'runs'));
  await mkdir(join(folder, 'bin'));
  if (script !== undefined) {
    await writeFile(join(folder, 'bin/tensorboard'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'bin/tensorboard'), 0o755);
  }
  return { cwd: folder, env: { PATH: join(folder, 'bin'), TESSERA_PYTHON: '' } };
}

async function checkRefused(t: ExecutionContext, args: readonly string[], code: string, message: string) {
  const { exitCode, stdout, stderr } = await tessera(['board', ...args], await setUp());
  t.is(exitCode, 2);
  t.is(stdout, '');
  t.true(String(stderr).startsWith(`error[${code}]: ${message}`), String(stderr));
}

test(
  'what is no folder and no run is refused',
  checkRefused,
  ['nowhere'],
  'run-missing',
  'expected the name of a run, got nowhere, which is not in runs',
);
test(
  'a split that is none is refused',
  checkRefused,
  ['--splits', 'val,tst'],
  'bad-argument',
  'expected train, val or test for `--splits`, got `tst`',
);
test(
  'without TensorBoard it says how to get it',
  checkRefused,
  [],
  'program-missing',
  'expected TensorBoard, got neither',
);

test('a port that is no number is refused', async (t) => {
  const { exitCode, stderr } = await tessera(['board', '--port', 'x'], await setUp('exit 0'));
  t.is(exitCode, 2);
  t.is(stderr, 'error[bad-argument]: expected a whole number from 1 for `--port`, got `x`');
});

test('it passes the folder and bounds on, prints the address only, and Ctrl-C ends it with exit code 0', async (t) => {
  const script = `
    echo "noise" >&2
    echo "TensorBoard 2.21.0 at http://localhost:7000/?args=$(echo "$*" | /usr/bin/tr ' ' ',') (Press CTRL+C to quit)" >&2
    trap 'exit 143' TERM
    while :; do /bin/sleep 0.1; done`;
  const options = await setUp(script);
  const child = tessera(['board', 'runs', '--port', '7000'], options);
  for await (const line of child.iterable()) {
    const args = `--logdir,${join(options.cwd, 'runs')},--samples_per_plugin,scalars=10000,images=50,--reload_interval,5,--port,7000`;
    t.is(line, `TensorBoard is at http://localhost:7000/?args=${args} (Ctrl-C ends it)`);
    child.kill('SIGINT');
  }
  const { exitCode, stderr } = await child;
  t.deepEqual([exitCode, stderr], [0, '']);
});

test('runs whose other files are damaged are told, kept as they are, and shown', async (t) => {
  const options = await setUp('echo "TensorBoard 2.21.0 at http://localhost:7000/ (Press CTRL+C to quit)" >&2');
  const damaged = { empty: '', torn: '{"format": 2, "id": "a', unknown: '{"format": 2, "status": "paused"}' };
  for (const [name, text] of Object.entries(damaged)) {
    await mkdir(join(options.cwd, 'runs', name, 'checkpoints'), { recursive: true });
    await writeFile(join(options.cwd, 'runs', name, 'run.json'), text);
  }
  await mkdir(join(options.cwd, 'runs/none/checkpoints'), { recursive: true });
  await mkdir(join(options.cwd, 'runs/folder/run.json'), { recursive: true });
  const before = (await readdir(join(options.cwd, 'runs'), { recursive: true })).toSorted();
  const { exitCode, stdout, stderr } = await tessera(['board'], options);
  t.is(exitCode, 0);
  t.is(stdout, 'TensorBoard is at http://localhost:7000/ (Ctrl-C ends it)');
  const told = String(stderr)
    .split('\n')
    .map((line) => /^warning: (\S+) can't be read: /.exec(line)?.[1]);
  t.deepEqual(told.toSorted(), ['empty', 'folder', 'none', 'torn', 'unknown']);
  t.deepEqual((await readdir(join(options.cwd, 'runs'), { recursive: true })).toSorted(), before);
});

test('it serves links to the runs that meet the conditions, with an address of the chosen splits, and removes them', async (t) => {
  const script = `
    echo "TensorBoard 2.21.0 at http://localhost:7000/ (Press CTRL+C to quit)" >&2
    cd "$2"; /bin/ls >&2; exit 3`;
  const options = await setUp(script);
  for (const [name, lr] of [
    ['a', 0.1],
    ['b', 0.2],
  ] as const) {
    await makeRun(join(options.cwd, 'runs', name), { lr });
  }
  const { exitCode, stdout, stderr } = await tessera(
    ['board', 'runs', '--where', 'optimizer.lr>0.15', '--splits', 'train,val'],
    options,
  );
  t.is(exitCode, 1);
  t.is(stdout, 'TensorBoard is at http://localhost:7000/?tagFilter=%5E(train%7Cval)%2F#timeseries (Ctrl-C ends it)');
  t.true(String(stderr).includes('\n_board\nb\n'), String(stderr));
  const asJson = await tessera(['board', 'runs', '--sort', 'optimizer.lr:desc', '--limit', '1', '--json'], options);
  t.like(JSON.parse(String(asJson.stdout)), { address: 'http://localhost:7000/', runs: ['b'] });
  const none = await tessera(['board', 'runs', '--where', 'optimizer.lr>0.5'], options);
  t.is(none.exitCode, 2);
  t.true(String(none.stderr).startsWith('error[run-missing]: expected runs to show, got none: 2 are there'));
});

test('when TensorBoard fails, its own words come out and the exit code is 1', async (t) => {
  const { exitCode, stderr } = await tessera(['board'], await setUp('echo "port 6006 is in use" >&2; exit 3'));
  t.is(exitCode, 1);
  t.regex(String(stderr), /^port 6006 is in use\n.*exit code 3/);
});
