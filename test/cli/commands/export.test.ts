import { cp, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import test from 'ava';
import * as ort from 'onnxruntime-node';
import { readOnnxDescription } from '../../../src/export/onnx/read-metadata.ts';
import { decodeSafetensors } from '../../../src/weights/index.ts';
import { newFolder, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';
import { trainTiny } from '../../helpers/trained.ts';

const { directory, result } = await trainTiny();
const exportRun = (...args: string[]) => runInProcess(['export', directory, ...args]);

test.serial('a run becomes one ONNX file, which says what it is and answers with logits for each pixel', async (t) => {
  const { exitCode, stdout, stderr } = await exportRun('--to', 'onnx', '--photos', '4');
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /^file +\S*run\/exports\/tiny\.onnx, /);
  t.regex(stdout, /operators +ONNX's own, version 18/);
  t.regex(stdout, /input +image uint8 \[batch, height, width, 3\]: .*multiples of 4/);
  t.regex(stdout, /output +logits float32 \[batch, height, width, 3\]/);
  t.regex(
    stdout,
    /on 4 photos of the test split, and images of 3 other sizes:\n +logits differ by at most [\d.e-]+, where/,
  );
  t.regex(stdout, /shares +background [\d.]+ %, disc [\d.]+ %, box [\d.]+ %$/);

  const file = join(directory, 'exports', 'tiny.onnx');
  const bytes = await readFile(file);
  const description = readOnnxDescription(bytes, file);
  t.like(description, {
    name: 'tiny',
    checkpoint: 'best',
    ignore: 255,
    resize: { policy: 'cover', size: { height: 32, width: 32 }, multiple: 4, interpolation: 'bilinear' },
    sizes: 'free',
    input: 'uint8',
    output: 'logits',
  });
  t.deepEqual(
    description.classes.map(({ name }) => name),
    result.classes,
  );
  t.is(description.metrics['test/iou/macro/image'], result.test?.metrics['iou/macro/image']?.value);
  t.deepEqual(await readdir(dirname(file)), ['tiny.onnx'], 'nothing else is left');

  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const { logits } = await session.run({
    image: new ort.Tensor('uint8', new Uint8Array(2 * 8 * 12 * 3), [2, 8, 12, 3]),
  });
  t.deepEqual(logits!.dims, [2, 8, 12, 3]);
  await session.release();
});

test.serial('a file that is there is replaced only by force', async (t) => {
  const file = join(directory, 'exports', 'tiny.onnx');
  const before = await stat(file);
  const { exitCode, stderr } = await exportRun('--to', 'onnx');
  t.is(exitCode, 2);
  t.regex(stderr, /error\[bad-argument\]: expected a file that isn't there yet, got \S*run\/exports\/tiny\.onnx/);
  t.regex(stderr, /--force/);
  t.is((await stat(file)).mtimeMs, before.mtimeMs);
  t.is((await exportRun('--to', 'onnx', '--photos', '1', '--force')).exitCode, 0);
  t.not((await stat(file)).mtimeMs, before.mtimeMs);
});

test.serial('a model may take normalised images of given sizes and give labels: a file for each size', async (t) => {
  const form = ['--input', 'float', '--output', 'labels', '--photos', '2'];
  const { exitCode, stdout, stderr } = await exportRun(
    '--to',
    'onnx',
    ...form,
    '--size',
    '8x16',
    '--size',
    '16x8',
    '--json',
  );
  t.is(exitCode, 0, stderr);
  const models = JSON.parse(stdout) as { file: string; inputs: object[]; outputs: object[]; description: object }[];
  t.deepEqual(
    models.map(({ file }) => basename(file)),
    ['tiny-float-labels-8x16.onnx', 'tiny-float-labels-16x8.onnx'],
  );
  t.deepEqual(models[0]!.inputs, [{ name: 'image', type: 'float32', shape: ['batch', 8, 16, 3] }]);
  t.deepEqual(models[0]!.outputs, [{ name: 'labels', type: 'uint8', shape: ['batch', 8, 16] }]);
  t.like(models[1]!.description, { sizes: [[16, 8]], input: 'float', output: 'labels' });
  const wrong = await exportRun('--to', 'onnx', '--size', '9x16');
  t.is(wrong.exitCode, 2);
  t.regex(wrong.stderr, /error\[bad-size\].*multiples of 4, got 9 x 16/);
  t.regex((await exportRun('--to', 'onnx', '--size', '9x')).stderr, /such as 384 or 384x512/);
});

test.serial("weights have PyTorch's names and layouts: height and width of a filter come last", async (t) => {
  const { exitCode, stdout, stderr } = await exportRun('--to', 'safetensors');
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /run\/exports\/tiny\.safetensors/);
  const read = async (...path: string[]) => decodeSafetensors(await readFile(join(directory, ...path)));
  const { tensors, metadata } = await read('exports', 'tiny.safetensors');
  const own = await read('checkpoints', 'best.safetensors');
  t.is(metadata['format'], 'pt');
  t.like(JSON.parse(metadata['tessera']!), { name: 'tiny', checkpoint: 'best' });
  const names = [...own.tensors.keys()].filter((name) => name.startsWith('model.')).map((name) => name.slice(6));
  t.deepEqual([...tensors.keys()].toSorted(), names.toSorted());
  const filter = names.find((name) => own.tensors.get(`model.${name}`)!.shape.join() === '3,3,3,4')!;
  const [hwio, oihw] = [own.tensors.get(`model.${filter}`)!, tensors.get(filter)!];
  t.deepEqual(oihw.shape, [4, 3, 3, 3]);
  // Row 1, column 2, input 0, output 3.
  t.is(oihw.data[3 * 27 + 0 * 9 + 1 * 3 + 2], hwio.data[(1 * 3 + 2) * 12 + 0 * 4 + 3]);
});

test.serial('a checkpoint that lies alone is tested, exported, and what another run begins with', async (t) => {
  const folder = await newFolder();
  await cp(join(directory, 'checkpoints/best.safetensors'), join(folder, 'alone.safetensors'));
  const run = (...args: string[]) => runInProcess(args, folder);
  const tested = await run('test', 'alone.safetensors', '--output', 'figures', '--json');
  t.is(tested.exitCode, 0, tested.stderr);
  const { metrics } = JSON.parse(tested.stdout) as { metrics: Record<string, { value: number }> };
  t.is(metrics['iou/macro/image']!.value, result.test!.metrics['iou/macro/image']!.value);
  for (const [command, option] of [
    ['test', 'output'],
    ['export --to onnx', 'file'],
  ] as const) {
    const { exitCode, stderr } = await run(...command.split(' '), 'alone.safetensors');
    t.is(exitCode, 2);
    t.regex(
      stderr,
      new RegExp(`expected \`--${option} <\\w+>\` with alone\\.safetensors, which lies in no run's folder`),
    );
  }
  const exported = await run('export', 'alone.safetensors', '--to', 'onnx', '--file', 'net.onnx', '--photos', '2');
  t.is(exported.exitCode, 0, exported.stderr);
  const description = readOnnxDescription(await readFile(join(folder, 'net.onnx')), 'net.onnx');
  t.like(description, { name: 'tiny', checkpoint: 'alone.safetensors', metrics: {} });

  await writeFile(join(folder, 'next.yaml'), `${tinyExperiment}seed: 5\n`);
  const next = await run('run', 'next.yaml', '--set', 'train.epochs=1', '--set', 'train.init_from=alone.safetensors');
  t.is(next.exitCode, 0, next.stderr);
  t.regex(next.stdout + next.stderr, /weights of alone\.safetensors, step 2; the classes are the same/);
});
