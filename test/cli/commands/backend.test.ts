import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { testIf } from '../../helpers/requirements.ts';
import { runInProcess } from '../../helpers/tessera.ts';

const onLinux = await testIf('linux');

test('a backend that comes with npm cannot be installed, and the error says so', async (t) => {
  const { exitCode, stderr } = await runInProcess(['backend', 'install', 'wasm']);
  t.is(exitCode, 2);
  t.is(stderr, 'error[bad-argument]: expected one of onnxruntime, tensorflow for the argument <name>, got `wasm`');
});

onLinux(
  'a path that holds nothing is named',
  installFails,
  async () => '/nowhere/at-all',
  /Expected a wheel or a folder at \/nowhere\/at-all, got nothing/,
);
onLinux(
  'a folder without TensorFlow is refused',
  installFails,
  () => mkdtemp(join(tmpdir(), 'tessera-')),
  /Expected libtensorflow_cc\.so\.2 .*got neither/,
);
onLinux(
  'a file that is not a wheel is refused',
  installFails,
  notAWheel,
  /Expected a Python wheel, got .*tensorflow\.whl/,
);

async function installFails(t: ExecutionContext, from: () => Promise<string>, message: RegExp): Promise<void> {
  const { exitCode, stderr } = await runInProcess(['backend', 'install', 'tensorflow', '--from', await from()]);
  t.is(exitCode, 2);
  t.regex(stderr, message);
}

async function notAWheel(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'tessera-')), 'tensorflow.whl');
  await writeFile(path, 'no zip');
  return path;
}
