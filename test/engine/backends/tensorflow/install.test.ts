import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { installTensorFlow, type InstallOptions } from '../../../../src/engine/backends/tensorflow/install.ts';
import { installedVersion } from '../../../../src/engine/packages.ts';
import { testIf } from '../../../helpers/requirements.ts';

const onLinux = await testIf('linux');
const isThere = installedVersion('@tensorflow/tfjs-node-gpu') !== undefined;

/** Without the package, its absence is the problem, whatever else is wrong. */
async function refused(t: ExecutionContext, options: InstallOptions, message: RegExp): Promise<void> {
  const error = await t.throwsAsync(installTensorFlow(options), { instanceOf: TesseraError });
  const [problem] = error.problems;
  t.is(problem!.code, 'backend-install');
  t.regex(problem!.message, isThere ? message : /^Expected the package @tensorflow\/tfjs-node-gpu/);
  t.true(problem!.hints!.length > 0);
}

onLinux('nothing is built against a TensorFlow that is not there', async (t) => {
  const python = 'no-python-of-this-name';
  await refused(
    t,
    { from: '/nowhere/a.whl', python },
    /^Expected a wheel or a folder at \/nowhere\/a\.whl, got nothing/,
  );
  const folder = await mkdtemp(join(tmpdir(), 'tensorflow-'));
  await refused(t, { from: folder, python }, /^Expected libtensorflow_cc\.so\.2 .* in .*, got neither/);
  await rmdir(folder);
  await refused(t, { python }, /^Expected no-python-of-this-name to have TensorFlow, got none/);
});
