import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { exportOnnx } from '../../src/export/export-onnx.ts';
import { openTrained } from '../../src/trained/open-trained.ts';
import { newFolder } from '../helpers/tessera.ts';
import { loadOptions } from '../helpers/trained.ts';

const run = fileURLToPath(new URL('../fixtures/runs/format-1/runs/completed', import.meta.url));

test('where the photos are not there, a model is compared on images that are made, and it is said why', async (t) => {
  const trained = await openTrained(run, { ...loadOptions(), runs: 'runs' });
  const { experiment, registry } = trained.loaded;
  const dataset = registry.slot('dataset').parse({
    type: 'image-folder',
    root: '/no/such/folder',
    classes: [{ name: 'background' }, { name: 'disc' }, { name: 'box' }],
    image_size: 32,
  });
  const classes = ['background', 'disc', 'box'].map((name) => ({ name, color: [0, 0, 0] as [number, number, number] }));
  const data = { classes, imageSize: { height: 32, width: 32 }, interpolation: 'bilinear' as const };
  const folder = await newFolder();
  const file = join(folder, 'net.onnx');
  const stop = new AbortController();
  const observer = { compared: () => stop.abort(new Error('stop')), failedLater: () => undefined };
  const write = (signal?: AbortSignal) =>
    exportOnnx(
      { ...trained, data, loaded: { ...trained.loaded, experiment: { ...experiment, dataset } } },
      { input: 'uint8', output: 'logits', photos: 4, fileFor: () => Promise.resolve(file), observer, signal },
    );
  await t.throwsAsync(write(stop.signal), { message: 'stop' });
  t.deepEqual(await readdir(folder), [], 'a model whose comparison did not end well is not left');
  const [model] = await write();
  t.like(model!.compared, { split: 'made', photos: 4, otherSizes: 3 });
  t.regex(model!.compared.missing!, /no\/such\/folder/);
  t.true(model!.agreement.pixels > 4 * 16 * 16);
  t.deepEqual(await readdir(folder), ['net.onnx']);
});
