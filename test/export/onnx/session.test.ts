import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { encodeModel } from '../../../src/engine/onnx/model.ts';
import { openSession } from '../../../src/export/onnx/session.ts';
import { buildPart, inference } from '../../helpers/networks.ts';
import { pythonWith, testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { exported } from './_exported.ts';

const testWithPython = await testIf('onnxruntime');

/** A network that pools to grids, whose matrices are made in the model, and images of a size that was not recorded. */
const network = {
  type: 'pspnet',
  encoder: { type: 'convnet', widths: [4, 4, 8, 8, 8] },
  bins: [1, 3],
  out_channels: 8,
};
const [count, height, width] = [2, 64, 96];
const pixels = Uint8Array.from(
  { length: count * height * width * 3 },
  (_, index) => (index * 7919 + (index >> 5)) % 256,
);

const model = await buildPart('model', network);
const exportable = await exported(model);
const metadata = { tessera: JSON.stringify({ name: 'pspnet' }) };
const bytes = encodeModel({ ...exportable.model({ input: 'uint8', output: 'logits' }), metadata });
const own = await ownLogits();

async function ownLogits(): Promise<Float32Array> {
  const { mean, std } = model.normalization;
  const normalized = Float32Array.from(pixels, (value, index) => (value / 255 - mean[index % 3]!) / std[index % 3]!);
  const logits = tf.tidy(() =>
    model.forward(model.encodeFrozen(tf.tensor4d(normalized, [count, height, width, 3])), inference),
  );
  return logits.data<'float32'>();
}

function assertOwn(t: ExecutionContext, values: ArrayLike<number>): void {
  t.is(values.length, own.length);
  const worst = own.reduce((most, value, index) => Math.max(most, Math.abs(value - values[index]!)), 0);
  t.true(worst <= 1e-5, `logits differ by ${worst}`);
}

test.serial('a model is opened from a file or from its bytes, and answers as the run does', async (t) => {
  const batch = { count, height, width, pixels };
  const fromBytes = await openSession(bytes, 'uint8', 'logits');
  assertOwn(t, await fromBytes.run(batch, new Float32Array()));
  await fromBytes.close();
  const file = join(await newFolder(), 'labels.onnx');
  await writeFile(file, encodeModel(exportable.model({ input: 'float', output: 'labels' })));
  const labels = await openSession(file, 'float', 'labels');
  const black = new Float32Array(count * height * width * 3);
  t.is((await labels.run(batch, black)).length, count * height * width);
  await labels.close();
});

test.serial('the runtime of browsers answers as the run does', async (t) => {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const { logits } = await session.run({ image: new ort.Tensor('uint8', pixels, [count, height, width, 3]) });
  t.deepEqual(logits!.dims, [count, height, width, 3]);
  assertOwn(t, logits!.data as Float32Array);
  await session.release();
});

testWithPython.serial("Python's runtime answers as the run does, and reads the description", async (t) => {
  const folder = await newFolder();
  const [file, image] = [join(folder, 'model.onnx'), join(folder, 'image.bin')];
  await Promise.all([writeFile(file, bytes), writeFile(image, pixels)]);
  const script = fileURLToPath(new URL('../../fixtures/export/run_onnx.py', import.meta.url));
  const shape = [count, height, width, 3].map(String);
  const { stdout } = await execa(await pythonWith('onnxruntime'), [script, file, image, 'uint8', ...shape]);
  const answer = JSON.parse(stdout) as { about: object; shape: number[]; values: number[] };
  t.deepEqual(answer.about, { name: 'pspnet' });
  t.deepEqual(answer.shape, [count, height, width, 3]);
  assertOwn(t, answer.values);
});
