import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encodeSafetensors, readSafetensorsHeader } from '../../src/weights/index.ts';
import { newFolder } from '../helpers/tessera.ts';

const tensor = (value: number) => ({ dtype: 'F32' as const, shape: [2], data: Float32Array.of(value, value) });
const bytes = encodeSafetensors({
  tensors: new Map([
    ['a', tensor(1)],
    ['b', tensor(2)],
  ]),
  metadata: { progress: '{"step": 3}' },
});

const read = async (content: Uint8Array | string) => {
  const file = join(await newFolder(), 'x.safetensors');
  await writeFile(file, content);
  return readSafetensorsHeader(file);
};

test('names and metadata are read without the numbers, which may be missing', async (t) => {
  const expected = { names: ['a', 'b'], metadata: { progress: '{"step": 3}' } };
  t.deepEqual(await read(bytes), expected);
  t.deepEqual(await read(bytes.subarray(0, bytes.length - 16)), expected);
});

test('a header that ends before its length, or is none, is refused', async (t) => {
  await t.throwsAsync(read(bytes.subarray(0, bytes.length - 17)), { message: 'it is cut short' });
  await t.throwsAsync(read('short'), { message: 'it is cut short' });
  await t.throwsAsync(read(Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('[]')])), {
    message: 'its header is not a JSON object',
  });
  await t.throwsAsync(readSafetensorsHeader('/no/such.safetensors'), { code: 'ENOENT' });
});
