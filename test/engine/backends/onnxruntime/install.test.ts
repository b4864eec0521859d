import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import * as tar from 'tar';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import {
  fetchWithNpm,
  installOnnxRuntime,
  lastFailure,
  type FetchPackages,
} from '../../../../src/engine/backends/onnxruntime/install.ts';

const here = `bin/napi-v6/${process.platform}/${process.arch}`;

const newFolder = () => mkdtemp(join(tmpdir(), 'tessera-runtime-'));

/** A registry whose onnxruntime-node has these files. */
const registryWith =
  (...files: string[]): FetchPackages =>
  async (packages, folder) => {
    for (const [name, version] of packages.map((spec) => spec.split('@') as [string, string])) {
      const cwd = await newFolder();
      for (const file of ['package/package.json', ...files.map((path) => `package/${path}`)]) {
        await mkdir(join(cwd, file, '..'), { recursive: true });
        await writeFile(join(cwd, file), `${name} ${version}`);
      }
      await tar.create({ file: join(folder, `${name}-${version}.tgz`), cwd, gzip: true }, ['package']);
      await rm(cwd, { recursive: true });
    }
  };

test('what is kept are the files for this platform, of the version that Tessera was tested with', async (t) => {
  const into = await newFolder();
  const fetchPackages = registryWith('dist/index.js', `${here}/library`, 'bin/napi-v6/plan9/x64/library');
  await installOnnxRuntime({ into, fetchPackages });
  const packages = join(into, 'node_modules');
  t.deepEqual((await readdir(into)).sort(), ['node_modules']);
  t.deepEqual((await readdir(packages)).sort(), ['onnxruntime-common', 'onnxruntime-node']);
  t.is(await readFile(join(packages, 'onnxruntime-node', here, 'library'), 'utf8'), 'onnxruntime-node 1.30.0');
  t.is(await readFile(join(packages, 'onnxruntime-common/dist/index.js'), 'utf8'), 'onnxruntime-common 1.30.0');
  t.deepEqual(await readdir(join(packages, 'onnxruntime-node/bin/napi-v6')), [process.platform]);
});

test('a failure is remembered until it works, and leaves what was there', async (t) => {
  const into = await newFolder();
  await installOnnxRuntime({ into, fetchPackages: registryWith(`${here}/library`) });
  const failing = async () => {
    throw new Error('no network');
  };
  const error = await t.throwsAsync(installOnnxRuntime({ into, fetchPackages: failing }), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'backend-install');
  t.regex(error.message, /Expected onnxruntime-node 1\.30\.0 .* but no network\./);
  t.is(await lastFailure(into), 'no network');
  t.true((await readdir(into)).includes('node_modules'));
  await installOnnxRuntime({ into, fetchPackages: registryWith(`${here}/library`) });
  t.is(await lastFailure(into), undefined);
});

test('a package without a library for this platform is refused', async (t) => {
  const into = await newFolder();
  const fetchPackages = registryWith('bin/napi-v6/plan9/x64/library');
  await t.throwsAsync(installOnnxRuntime({ into, fetchPackages }), {
    message: new RegExp(`it has no files for ${process.platform}-${process.arch}`),
  });
  t.deepEqual(await readdir(into), ['onnxruntime-failed.txt']);
});

test('npm is asked for all packages, and what it says went wrong is told', async (t) => {
  const folder = await newFolder();
  const npm = join(folder, 'npm');
  await writeFile(npm, `#!/bin/sh\necho "$@" > asked.txt\necho '{"error": {"summary": "404 Not Found"}}'\nexit 1\n`);
  await chmod(npm, 0o755);
  await t.throwsAsync(fetchWithNpm(folder, npm)(['a@1', 'b@2'], '/into'), {
    message: 'npm could not fetch it: 404 Not Found',
  });
  t.regex(await readFile(join(folder, 'asked.txt'), 'utf8'), /^pack a@1 b@2 --pack-destination \/into /);
});

test('where there is no npm, that is what is told', async (t) => {
  await t.throwsAsync(fetchWithNpm(tmpdir(), '/nowhere/npm')(['a@1'], '/into'), {
    message: /^npm could not fetch it: .*ENOENT/,
  });
});
