import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { PyTorchFile } from './read-pytorch.ts';
import { torchObjects } from './torch-objects.ts';
import { unpickle } from './unpickle.ts';

/** Whether a file begins as a zip. */
export function isZip(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\x03\x04';
}

/**
 * A file as PyTorch writes it since 1.6: a zip with one folder, in which `data.pkl` is the value and `data/<key>` are
 * the storages.
 * @param file its bytes, or its path, of which only what is asked for is read
 * @throws Error saying what is wrong or refused
 */
export async function openZipFile(file: Uint8Array | string): Promise<PyTorchFile> {
  const { fromBufferPromise, openPromise } = await import('yauzl');
  const options = { autoClose: false };
  const zip =
    typeof file === 'string'
      ? await openPromise(file, options)
      : await fromBufferPromise(Buffer.from(file.buffer, file.byteOffset, file.length), options);
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(withoutFolder(entry.fileName), entry);
    if (entries.has('constants.pkl'))
      throw new Error('it is a TorchScript program: load it in PyTorch, and save its `state_dict()`');
    const pickle = entries.get('data.pkl');
    if (!pickle) throw new Error('it is a zip without `data.pkl`, so PyTorch did not write it');
    checkEntries([...entries.values()], typeof file === 'string' ? (await stat(file)).size : file.length);
    await checkByteOrder(zip, entries.get('byteorder'));
    const { value } = unpickle(await read(zip, pickle), torchObjects);
    return {
      value,
      storage({ key }) {
        const entry = entries.get(`data/${key}`);
        return entry ? read(zip, entry) : Promise.reject(new Error(`it lacks the storage ${key}`));
      },
      close: () => Promise.resolve(zip.close()),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** A small file could fill the memory with entries that are compressed, or that are all at the same place. */
function checkEntries(entries: readonly Entry[], fileBytes: number): void {
  const compressed = entries.find(({ compressionMethod }) => compressionMethod !== 0);
  if (compressed)
    throw new Error(
      `\`${compressed.fileName}\` in it is compressed, which \`torch.save\` does not do: save it with that, or ` +
        'zip it without compression',
    );
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > fileBytes) throw new Error('its entries overlap, so PyTorch did not write it');
}

function withoutFolder(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

async function checkByteOrder(zip: ZipFile, entry: Entry | undefined): Promise<void> {
  if (!entry) return;
  const order = Buffer.from(await read(zip, entry)).toString('utf8');
  if (order !== 'little') throw new Error(`its numbers are ${order}-endian`);
}

/** An entry's content, whose checksum yauzl leaves to its user. */
async function read(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32) throw new Error(`\`${entry.fileName}\` in it is damaged`);
  return content;
}
