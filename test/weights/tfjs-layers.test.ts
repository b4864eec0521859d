import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { readTfjsLayersWeights } from '../../src/weights/index.ts';

import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

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

test.serial('quantized weights become what TensorFlow.js makes of them, to the last bit', async (t) => {
  const spec = (name: string, dtype: 'float32' | 'int32' | 'bool', quantization?: object) => ({
    name,
    shape: [4],
    dtype,
    ...(quantization && { quantization }),
  });
  const specs = [
    spec('a', 'float32', { dtype: 'uint8', scale: 0.006666756611244351, min: -0.87334511607301 }),
    spec('b', 'float32', { dtype: 'uint16', scale: 0.00001, min: -0.3 }),
    spec('c', 'float32', { dtype: 'float16' }),
    spec('d', 'int32', { dtype: 'uint8', scale: 0.3, min: -5 }),
    spec('e', 'float32'),
    spec('f', 'int32'),
    spec('g', 'bool'),
  ];
  const shard = Buffer.concat([
    Uint8Array.of(0, 1, 131, 255),
    Buffer.from(Uint16Array.of(0, 1, 40_000, 65_535).buffer),
    Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff).buffer),
    Uint8Array.of(0, 5, 99, 255),
    Buffer.from(Float32Array.of(1, -2, 1e-40, 3.5).buffer),
    Buffer.from(Int32Array.of(1, -2, 3, 2 ** 31 - 1).buffer),
    Uint8Array.of(0, 1, 1, 0),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'tessera-weights-'));
  await writeFile(join(folder, 'shard'), shard);
  const manifest = [{ paths: ['shard'], weights: specs }];
  await writeFile(join(folder, 'model.json'), JSON.stringify({ weightsManifest: manifest }));
  const weights = await readTfjsLayersWeights(join(folder, 'model.json'));
  const expected = io.decodeWeights(Uint8Array.from(shard).buffer, specs as io.WeightsManifestEntry[]);
  t.is(weights.size, specs.length);
  for (const [name, { data, shape }] of weights) {
    t.deepEqual([...data], [...(await expected[name]!.data())], name);
    t.deepEqual(shape, [4]);
  }
  t.deepEqual(
    [...weights.values()].map(({ dtype }) => dtype),
    ['F32', 'F32', 'F32', 'I32', 'F32', 'I32', 'BOOL'],
  );
});

test('a quantized shard of another length is refused', async (t) => {
  const quantization = { dtype: 'uint8', scale: 1, min: 0 };
  const file = await writeModel(entries.map((entry) => ({ ...entry, quantization })));
  await refused(t, file, 'bad-weights', /expected 5 bytes in shard1, shard2 .* got 20/);
});

test('another dtype is refused by the name of the tensor', async (t) => {
  const quantized = entries.map((entry, index) => (index === 1 ? { ...entry, dtype: 'uint8' } : entry));
  await refused(t, await writeModel(quantized), 'bad-weights', /a\/bias.* to be float32, int32, bool; got uint8/);
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
