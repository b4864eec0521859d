import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { encodeSafetensors, readWeights } from '../../src/weights/index.ts';
import { kerasLayout, ownLayout, pytorchLayout } from '../../src/weights/layout.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/weights/${name}`, import.meta.url));
const a = { dtype: 'F32', shape: [1], data: Float32Array.of(1) } as const;

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'tessera-weights-')), name);
  await writeFile(file, content);
  return file;
}

test("the content tells the format, whatever the file's ending", async (t) => {
  const misnamed = await written('x.bin', await readFile(fixture('pytorch-wrapped.pt')));
  const pytorch = await readWeights(misnamed);
  t.is(pytorch.layout, pytorchLayout);
  t.deepEqual([...pytorch.tensors.keys()], ['module.a', 'module.b']);
  const safetensors = await readWeights(
    await written('x.pth', encodeSafetensors({ tensors: new Map([['a', a]]), metadata: { format: 'pt' } })),
  );
  t.is(safetensors.layout, pytorchLayout);
  t.deepEqual([...safetensors.tensors], [['a', a]]);
  const model = { weightsManifest: [{ paths: [], weights: [{ name: 'e', shape: [0], dtype: 'float32' }] }] };
  const keras = await readWeights(await written('model.json', JSON.stringify(model)));
  t.is(keras.layout, kerasLayout);
  t.deepEqual([...keras.tensors.keys()], ['e']);
});

test("of a checkpoint, the model's tensors are given", async (t) => {
  const tensors = new Map([
    ['model.a', a],
    ['model.encoder.b', a],
    ['optimizer.exp_avg.a', a],
  ]);
  const { layout, tensors: found } = await readWeights(
    await written('last.safetensors', encodeSafetensors({ tensors, metadata: { progress: '{}' } })),
  );
  t.is(layout, ownLayout);
  t.deepEqual([...found.keys()], ['a', 'encoder.b']);
});

test('other files are refused with what they are', async (t) => {
  const tar = Buffer.alloc(512);
  tar.write('ustar', 257);
  for (const [content, message] of [
    ['text', /to be a weight file: it begins as none of the formats do/],
    ['nine bytes or more of junk', /to be a weight file: it begins as none of the formats do/],
    ['', /to be a weight file: it is empty/],
    [' <!DOCTYPE html><title>Log in</title>', /to be a weight file: it is an HTML page/],
    [Buffer.from('\x89HDF\r\n', 'latin1'), /it is an HDF5 file, as Keras writes; `tensorflowjs_converter`/],
    [tar, /it is a tar, as PyTorch wrote before 0\.2: load it in PyTorch/],
  ] as const) {
    const error = await t.throwsAsync(readWeights(await written('x.pth', content), 'shown'), {
      instanceOf: TesseraError,
    });
    t.is(error.problems[0]!.code, 'bad-weights');
    t.regex(error.problems[0]!.message, message);
    t.regex(error.problems[0]!.message, /^expected shown to be/);
  }
  const error = await t.throwsAsync(readWeights('/no/such'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
});
