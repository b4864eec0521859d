import { readFileSync } from 'node:fs';
import test from 'ava';
import { Global, Storage } from '../../../src/weights/pytorch/pickle-values.ts';
import { openZipFile } from '../../../src/weights/pytorch/zip-file.ts';

const bytes = readFileSync(new URL('../../fixtures/weights/pytorch-wrapped.pt', import.meta.url));
const storage = (key: string) => new Storage(new Global('torch', 'FloatStorage'), key, 2);

test('the value is read at once, storages when they are asked for', async (t) => {
  const file = await openZipFile(bytes);
  t.deepEqual([...(file.value as Map<string, unknown>).keys()], ['epoch', 'args', 'state_dict', 'optimizer']);
  t.deepEqual(new Float32Array(Uint8Array.from(await file.storage(storage('0'))).buffer), Float32Array.of(1, 2));
  await t.throwsAsync(file.storage(storage('99')), { message: /lacks the storage 99/ });
  await file.close();
});

/** The file with another number in the directory's entry for `byteorder`, `at` bytes from its beginning. */
function withEntry(at: number, write: (copy: Buffer, place: number) => void): Buffer {
  const copy = Buffer.from(bytes);
  const entry = copy.lastIndexOf(Buffer.from('504b0102', 'hex'), copy.lastIndexOf('/byteorder'));
  write(copy, entry + at);
  return copy;
}

test('compressed entries are refused, since a small one can be of any size', async (t) => {
  const compressed = withEntry(10, (copy, place) => copy.writeUInt16LE(8, place));
  await t.throwsAsync(openZipFile(compressed), {
    message: /^`.*\/byteorder` in it is compressed, which `torch\.save` does not do/,
  });
});

test('entries that take more than the file lie over each other, and are refused', async (t) => {
  const large = withEntry(20, (copy, place) => {
    copy.writeUInt32LE(bytes.length, place);
    copy.writeUInt32LE(bytes.length, place + 4);
  });
  await t.throwsAsync(openZipFile(large), { message: /its entries overlap/ });
});

test('numbers of another byte order are refused, and a zip of other files', async (t) => {
  // Both are told by names and contents that are replaced by others of the same length; "little" has its own checksum.
  const other = Buffer.from(bytes.toString('latin1').replaceAll('data.pkl', 'data.txt'), 'latin1');
  await t.throwsAsync(openZipFile(other), { message: /a zip without `data\.pkl`/ });
  const damaged = Buffer.from(bytes.toString('latin1').replace('little', 'bigbig'), 'latin1');
  await t.throwsAsync(openZipFile(damaged), { message: /byteorder` in it is damaged/ });
});
