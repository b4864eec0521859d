import { fileURLToPath } from 'node:url';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encodeSafetensors } from '../../src/weights/index.ts';
import { tensorNames } from '../../src/weights/tensor-names.ts';
import { newFolder } from '../helpers/tessera.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/weights/${name}`, import.meta.url));
const one = { dtype: 'F32' as const, shape: [1], data: Float32Array.of(1) };

test('a file of PyTorch tells its names; one of the old form does not, without its numbers', async (t) => {
  t.deepEqual(await tensorNames(fixture('pytorch-wrapped.pt')), ['module.a', 'module.b']);
  t.is(await tensorNames(fixture('pytorch-legacy.pt')), undefined);
});

test("of a checkpoint, the network's own names are told; of another file all", async (t) => {
  const folder = await newFolder();
  const written = async (name: string, metadata: Record<string, string>) => {
    const tensors = new Map(['model.encoder.a', 'optimizer.b'].map((tensor) => [tensor, one]));
    await writeFile(join(folder, name), encodeSafetensors({ tensors, metadata }));
    return tensorNames(join(folder, name));
  };
  t.deepEqual(await written('run.safetensors', { progress: '{}' }), ['encoder.a']);
  t.deepEqual(await written('other.safetensors', {}), ['model.encoder.a', 'optimizer.b']);
});

test('of a TensorFlow.js model, `model.json` is enough', async (t) => {
  const file = join(await newFolder(), 'model.json');
  const weights = [{ name: 'conv/kernel', shape: [1], dtype: 'float32' }];
  await writeFile(file, JSON.stringify({ weightsManifest: [{ paths: ['not-there.bin'], weights }] }));
  t.deepEqual(await tensorNames(file), ['conv/kernel']);
});
