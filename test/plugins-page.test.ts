import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { builtins } from '../src/components/index.ts';
import { loadExperiment } from '../src/config/index.ts';
import { createRandom } from '../src/core/random.ts';
import { baseContext, createRegistry } from '../src/registry/index.ts';
import { newFolder, runInProcess } from './helpers/tessera.ts';
import { parseEventFile } from './helpers/event-parser.ts';
import { eventFiles } from './helpers/events.ts';
import { runsIn } from './helpers/folders.ts';

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
loss: {type: watched-cross-entropy}
metrics: [{type: iou, average: macro}, {type: pixel-accuracy, per: dataset}, {type: confidence}]
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 16, batch_size: 4}
`,
  );
  return folder;
}

test('the modules of docs/plugins.md make a run that learns its stripes', async (t) => {
  t.deepEqual(
    modules.map(({ path }) => path),
    [
      'components/posterize.js',
      'components/stripes.js',
      'components/watched-cross-entropy.js',
      'components/confidence.js',
      'components/pbs.js',
    ],
  );
  const folder = await projectWithPlugins();
  const { exitCode, stderr } = await runInProcess(['run', 'x.yaml', '--runs', join(folder, 'runs')], folder);
  t.is(exitCode, 0, stderr);
  const [run] = await runsIn(join(folder, 'runs'));
  const result = JSON.parse(await readFile(join(folder, 'runs', run!, 'result.json'), 'utf8')) as {
    test: { metrics: Record<string, { value: number }> };
  };
  t.true(result.test.metrics['iou/macro/image']!.value > 0.95, JSON.stringify(result.test));

  const tag = (split: string, name: string) => `plugin/${split}/confidence/mean/pixel/${name}`;
  const ofLoss = (split: string, name: string) => `plugin/${split}/loss/${name}`;
  const logged = new Map(
    eventFiles(join(folder, 'runs', run!))
      .flatMap(parseEventFile)
      .flatMap(({ values }) => values.filter((value) => value.tag.startsWith('plugin/')))
      .map((value) => [value.tag, value]),
  );
  t.deepEqual([...logged.keys()].toSorted(), [
    tag('test', 'first sample'),
    tag('test', 'lowest'),
    ofLoss('test', 'unsure'),
    ofLoss('test', 'unsure in the first sample'),
    tag('train', 'lowest'),
    ofLoss('train', 'unsure'),
    tag('val', 'first sample'),
    tag('val', 'lowest'),
    ofLoss('val', 'unsure'),
    ofLoss('val', 'unsure in the first sample'),
  ]);
  // There are two classes: what isn't sure of the right one is sure of the wrong one.
  const wrong = 1 - result.test.metrics['pixel-accuracy/micro/dataset']!.value;
  t.true(Math.abs(logged.get(ofLoss('test', 'unsure'))!.scalar! - wrong) < 1e-6, String(wrong));
  const { value } = result.test.metrics['confidence/mean/pixel']!;
  const lowest = logged.get(tag('test', 'lowest'))!.scalar!;
  t.true(lowest >= 0.5 && lowest <= value && value <= 1, JSON.stringify({ lowest, value }));
  const [width, height] = logged.get(tag('test', 'first sample'))!.tensor!.strings;
  t.deepEqual([String(width), String(height)], ['16', '16']);
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
