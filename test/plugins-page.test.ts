import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { builtins } from '../src/components/index.ts';
import { loadExperiment } from '../src/config/index.ts';
import { createRandom } from '../src/core/random.ts';
import { baseContext, createRegistry } from '../src/registry/index.ts';
import { newFolder, runInProcess } from './helpers/tessera.ts';

const page = await readFile(new URL('../docs/plugins.md', import.meta.url), 'utf8');
const modules = [...page.matchAll(/^```js\n\/\/ (\S+)\n([^]+?)^```$/gm)].map(([, path, code]) => ({
  path: path!,
  code: code!,
}));

async function projectWithPlugins(): Promise<string> {
  const folder = await newFolder();
  for (const { path, code } of modules) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  await writeFile(
    join(folder, 'x.yaml'),
    `name: plugged
plugins: [${modules.map(({ path }) => `./${path}`).join(', ')}]
dataset: {type: stripes, image_size: 16}
augmentations: [{type: posterize, p: 1, bits: 3}]
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 16, batch_size: 4}
`,
  );
  return folder;
}

test('the modules of docs/plugins.md make a run that learns its stripes', async (t) => {
  t.deepEqual(
    modules.map(({ path }) => path),
    ['components/posterize.js', 'components/stripes.js', 'components/pbs.js'],
  );
  const folder = await projectWithPlugins();
  const { exitCode, stderr } = await runInProcess(['run', 'x.yaml', '--runs', join(folder, 'runs')], folder);
  t.is(exitCode, 0, stderr);
  const [run] = await readdir(join(folder, 'runs'));
  const result = JSON.parse(await readFile(join(folder, 'runs', run!, 'result.json'), 'utf8')) as {
    test: { metrics: Record<string, { value: number }> };
  };
  t.true(result.test.metrics['iou/macro/image']!.value > 0.95, JSON.stringify(result.test));
});

test('its augmentation keeps the highest bits, and the mask', async (t) => {
  const folder = await projectWithPlugins();
  const options = { registry: createRegistry(...builtins), workingDirectory: folder, environment: {} };
  const { registry } = await loadExperiment(join(folder, 'x.yaml'), options);
  const section = { type: 'posterize', p: 1, bits: 3 };
  const posterize = await registry.build('augmentation', section, baseContext({ seed: 0 }, folder));
  const mask = Uint8Array.of(1);
  const sample = { name: 'a', width: 1, height: 1, image: Uint8Array.of(31, 32, 255), mask };
  t.deepEqual(posterize(sample, createRandom(1)), { ...sample, image: Uint8Array.of(0, 32, 224) });
});
