import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { exampleOf, packedProject } from './packed-project.ts';
import type { Part } from './part.ts';
import { tinyExperiment } from './tiny-experiment.ts';
import { runsIn } from '../test/helpers/folders.ts';

/** `npm pack`, installed into an empty project: the program runs there, and the library's types resolve. */
export const packedTarball: Part = {
  name: 'package',
  title: 'The packed tarball',
  run: (root, log) =>
    packedProject(root, ['--ignore-scripts'], log, async ({ check, folder, inProject, filename, files }) => {
      await check(`its ${files.length} files are the program, its types, and what users read`, async () =>
        unexpectedFiles(files),
      );
      await check('it installs into an empty project', async () => {
        await inProject('npm', [...install, `./${filename}`]);
        return undefined;
      });
      await check(`it takes less than ${mostMebibytes} MiB there, with ONNX Runtime`, async () => {
        const mebibytes = Math.ceil((await bytesIn(join(folder, 'node_modules'))) / 2 ** 20);
        log(`  ${mebibytes} MiB`);
        return mebibytes < mostMebibytes ? undefined : `it takes ${mebibytes} MiB`;
      });
      await check('the backend `auto` is ONNX Runtime there', async () => {
        const { stdout: doctor } = await inProject('npx', ['tessera', 'doctor', '--json']);
        const { automatic } = JSON.parse(doctor) as { automatic: string };
        return automatic === 'onnxruntime' ? undefined : `it is ${automatic}`;
      });
      await check('`tessera init` makes an experiment whose schema an editor finds', async () => {
        await inProject('npx', ['tessera', 'init']);
        const text = await readFile(join(folder, 'experiments/first.yaml'), 'utf8');
        const [, schema] = /\$schema=(\S+)/.exec(text)!;
        JSON.parse(await readFile(join(folder, 'experiments', schema!), 'utf8'));
        await inProject('npx', ['tessera', 'validate', 'experiments/first.yaml']);
        return undefined;
      });
      await check(
        'the project that `tessera init <folder>` makes there installs, and leaves the package whole',
        async () => {
          await inProject('npx', ['tessera', 'init', 'mine']);
          const inMine = (command: string, args: readonly string[]) =>
            execa(command, args, { cwd: join(folder, 'mine') });
          await inMine('npm', install);
          await inMine('npx', ['--no', 'tessera', 'validate', 'experiments/first.yaml']);
          return undefined;
        },
      );
      await writeFile(join(folder, 'x.yaml'), tinyExperiment);
      await check('`tessera validate` works there', async () => {
        await inProject('npx', ['tessera', 'validate', 'x.yaml']);
        return undefined;
      });
      await check('`tessera run` trains there', async () => {
        await inProject('npx', ['tessera', 'run', 'x.yaml']);
        const [run] = await runsIn(join(folder, 'runs'));
        const made = await readdir(join(folder, 'runs', run!));
        return made.includes('result.json') ? undefined : `there is no result.json among ${made.join(', ')}`;
      });
      await check('a plugin has the same classes and the same TensorFlow.js as the program', async () => {
        await writeFile(join(folder, 'plugin.js'), plugin);
        const changes = ['plugins=[./plugin.js]', 'loss={type: same-classes}', 'train.max_steps=1'];
        const run = ['tessera', 'run', 'x.yaml', '--runs', 'others', ...changes.flatMap((change) => ['--set', change])];
        const { exitCode, stderr } = await execa('npx', run, { cwd: folder, reject: false });
        // An error of another class would be told as an unexpected one, with exit code 1.
        return exitCode === 2 && stderr.includes('told by the plugin') ? undefined : `its run said ${stderr}`;
      });
      await check('the example of docs/predict.md segments a photo there, by `import` of the package', async () => {
        const [run] = await runsIn(join(folder, 'runs'));
        const page = await readFile(join(root, 'docs/predict.md'), 'utf8');
        await writeFile(join(folder, 'predict.js'), exampleOf(page, 'predict.js').replace('x-1a2b3c4d5e6f', run!));
        await writeFile(join(folder, 'photo.js'), makePhoto);
        await inProject('node', ['photo.js']);
        const { stdout: shown } = await inProject('node', ['predict.js']);
        const shares = [...shown.matchAll(/^\w+: ([\d.]+) %$/gm)].map(([, share]) => Number(share));
        const sum = shares.reduce((all, share) => all + share, 0);
        return shares.length === 3 && Math.abs(sum - 100) < 0.5 ? undefined : `it printed ${shown}`;
      });
      await check(
        '`tessera predict` writes a label map there, from a checkpoint that was copied out of its run',
        async () => {
          const [run] = await runsIn(join(folder, 'runs'));
          await copyFile(join(folder, 'runs', run!, 'checkpoints/best.safetensors'), join(folder, 'alone.safetensors'));
          await inProject('npx', ['tessera', 'predict', 'alone.safetensors', 'cat.jpg', '--output', 'answers']);
          const made = await readdir(join(folder, 'answers/labels'));
          return made.includes('cat.png') ? undefined : `it wrote ${made.join(', ')}`;
        },
      );
      await check('`tessera export` writes a model there that answers as the run does', async () => {
        const args = ['tessera', 'export', 'alone.safetensors', '--to', 'onnx', '--file', 'net.onnx', '--photos', '2'];
        const { stdout } = await inProject('npx', args);
        return /labels differ/.test(stdout) && (await stat(join(folder, 'net.onnx'))).size > 0 ? undefined : stdout;
      });
      await check(
        '`tessera init --data` writes an experiment on photos and masks there, which `plan` accepts',
        async () => {
          await writeFile(join(folder, 'data.js'), makeData);
          await inProject('node', ['data.js']);
          await inProject('npx', ['tessera', 'init', '--name', 'mine', '--data', 'photos', 'masks']);
          const { stdout } = await inProject('npx', ['tessera', 'plan', 'experiments/mine.yaml', '--no-time']);
          return stdout.includes('unet') ? undefined : stdout;
        },
      );
      await check(
        'where npm runs no scripts, a run says what is missing, and the command that it names mends it',
        async () => {
          const other = join(folder, 'without-scripts');
          await mkdir(other);
          await writeFile(join(other, 'package.json'), '{"name": "other", "private": true}');
          const inOther = (command: string, args: readonly string[]) => execa(command, args, { cwd: other, all: true });
          await inOther('npm', [...install, '--ignore-scripts', `../${filename}`]);
          const run = ['tessera', 'run', '../x.yaml', '--set', 'train.max_steps=1'];
          const { all: before } = await inOther('npx', run);
          const command = /= (?:npx )?(tessera backend install \w+)/.exec(before)?.[1];
          if (command === undefined) return `its run said ${before}`;
          await inOther('npx', command.split(' '));
          const { all: after } = await inOther('npx', [...run, '--set', 'seed=1']);
          return after.includes('backend     onnxruntime') ? undefined : `the next run said ${after}`;
        },
      );
      await check("the types of `import 'tessera-ml'` resolve", async () => {
        await writeFile(join(folder, 'library.ts'), library);
        await inProject(join(root, 'node_modules/.bin/tsc'), compilerArguments);
        return undefined;
      });
    }),
};

const install = ['install', '--prefer-offline', '--no-audit', '--no-fund'];
const mostMebibytes = 250;

/** What the files of a folder take, without what links lead to. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  return sizes.reduce((all, size) => all + size, 0);
}

const wanted = [
  /^dist\/(src|schemas|chunks)\/.*\.(js|d\.ts)$/,
  /^dist\/chunks\/[\w.-]+\.js$/,
  /^dist\/(simd\.wasm|THIRD-PARTY-LICENSES\.txt)$/,
  /^dist\/demo\/(index\.html|style\.css|icon\.svg|page\.js|worker\.js|LICENSES\.txt)$/,
  /^dist\/demo\/ort\/ort[\w.-]+\.(mjs|wasm)$/,
  /^dist\/report\/(page\.js|style\.css|icon\.svg|LICENSES\.txt)$/,
  /^node_modules\/tensorboard-ts-writer\/(dist\/[\w-]+\.(js|d\.ts)|package\.json|README\.md|LICENSE)$/,
  /^schemas\/experiment\.schema\.json$/,
  /^docs\/[\w-]+\.md$/,
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
];
const needed = [
  'dist/simd.wasm',
  'dist/THIRD-PARTY-LICENSES.txt',
  'dist/src/index.d.ts',
  'dist/src/cli/tessera.js',
  'dist/demo/page.js',
  'dist/demo/ort/ort-wasm-simd-threaded.wasm',
  'LICENSE',
];

/** What should not be in the package, or is missing from it; undefined if all is right. */
export function unexpectedFiles(paths: readonly string[]): string | undefined {
  const strange = paths.filter((path) => !wanted.some((pattern) => pattern.test(path)));
  const missing = needed.filter((path) => !paths.includes(path));
  const problems = [...strange.map((path) => `${path} is too much`), ...missing.map((path) => `${path} is missing`)];
  return problems.length === 0 ? undefined : problems.join(', ');
}

const makePhoto = `import sharp from 'sharp';
await sharp({ create: { width: 90, height: 60, channels: 3, background: 'teal' } }).jpeg().toFile('cat.jpg');
`;

const plugin = `import * as tf from '@tensorflow/tfjs-core';
import { defineComponent, TesseraError } from 'tessera-ml';
import { z } from 'zod';
export default defineComponent({
  kind: 'loss',
  type: 'same-classes',
  description: 'Says whether it has the classes of the program.',
  params: z.strictObject({}),
  build(_, { tf: given }) {
    if (given.Tensor !== tf.Tensor) throw new Error('another TensorFlow.js');
    throw new TesseraError({ code: 'bad-value', path: 'loss', message: 'told by the plugin' });
  },
});
`;

const makeData = `import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
for (const folder of ['photos', 'masks']) mkdirSync(folder);
for (let index = 0; index < 10; index++) {
  const photo = sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 20 * index, g: 90, b: 60 } } });
  await photo.jpeg().toFile(\`photos/\${index}.jpg\`);
  const mask = Uint8Array.from({ length: 64 * 64 }, (_, at) => (at % 64 < 32 ? 0 : 255));
  await sharp(mask, { raw: { width: 64, height: 64, channels: 1 } }).png().toFile(\`masks/\${index}.png\`);
}
`;

const library = `import { builtins, createRegistry, defineComponent, loadModel, TesseraError } from 'tessera-ml';
import type { Dataset, Logger, Model, Module, Problem, Sample } from 'tessera-ml';
const registry = createRegistry(...builtins);
export const problems: readonly Problem[] = new TesseraError([]).problems;
export { registry };
export const height = (sample: Sample): number => sample.height;
export type Given = [Dataset, Logger, Module];
export const component = defineComponent;
export const model: Promise<Model> = loadModel('runs/x');
export const labels: Promise<Uint8Array> = model.then((one) => one.predict('cat.jpg')).then((answer) => answer.labels);
`;
const compilerArguments = '--noEmit --strict --target es2023 --module nodenext --skipLibCheck library.ts'.split(' ');
