import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { readTfjsLayersWeights } from '../../src/weights/index.ts';

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}
const entries: readonly Entry[] = [
  { name: 'a/kernel', shape: [2, 2], dtype: 'float32' },
  { name: 'a/bias', shape: [], dtype: 'float32' },
];

/** A model whose values are 0, 1, 2, ... over two shards that are cut in the middle of a tensor. */
async function writeModel(weights = entries, count = 5): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-weights-'));
  const bytes = Buffer.from(Float32Array.from({ length: count }, (_, index) => index).buffer);
  await writeFile(join(folder, 'shard1'), bytes.subarray(0, 6));
  await writeFile(join(folder, 'shard2'), bytes.subarray(6));
  const file = join(folder, 'model.json');
  await writeFile(file, JSON.stringify({ weightsManifest: [{ paths: ['shard1', 'shard2'], weights }] }));
  return file;
}

test('tensors are read one after the other, over the edges of shards', async (t) => {
  const weights = await readTfjsLayersWeights(await writeModel());
  t.deepEqual(
    [...weights],
    [
      ['a/kernel', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(0, 1, 2, 3) }],
      ['a/bias', { dtype: 'F32', shape: [], data: Float32Array.of(4) }],
    ],
  );
});

test('shards that are too short are refused', async (t) => {
  await refused(t, await writeModel(entries, 4), 'bad-weights', /expected 20 bytes in shard1, shard2 .* got 16/);
});

test('another dtype is refused by the name of the tensor', async (t) => {
  const quantized = entries.map((entry, index) => (index === 1 ? { ...entry, dtype: 'uint8' } : entry));
  await refused(t, await writeModel(quantized), 'bad-weights', /a\/bias.* to be float32; got uint8/);
});

test('a file that is no model is refused', async (t) => {
  const file = join(await mkdtemp(join(tmpdir(), 'tessera-weights-')), 'model.json');
  for (const text of ['{"weights": []}', 'no JSON']) {
    await writeFile(file, text);
    await refused(t, file, 'bad-weights', /to be the model\.json of a TensorFlow\.js Layers model/);
  }
});

test('a shard that is not there is missed by name', async (t) => {
  const file = join(await mkdtemp(join(tmpdir(), 'tessera-weights-')), 'model.json');
  await writeFile(file, JSON.stringify({ weightsManifest: [{ paths: ['shard1'], weights: entries }] }));
  await refused(t, file, 'file-missing', /shard1 \(a part of .*model\.json\)/);
});

async function refused(t: ExecutionContext, file: string, code: string, message: RegExp): Promise<void> {
  const error = await t.throwsAsync(readTfjsLayersWeights(file), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code as string, code);
  t.regex(error.problems[0]!.message, message);
}
