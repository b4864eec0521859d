import { z } from 'zod';
import { arrays, type Dtype, type StoredArray } from './dtypes.ts';

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StoredArray>;
  /** Free text by key, the format's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The bytes of a safetensors file (https://huggingface.co/docs/safetensors): the header's length in 8 bytes, a JSON
 * header padded with spaces to a multiple of 8, then the data. Little-endian, like every machine that Node.js runs on.
 */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  let end = 0;
  // Widest values first, so that every array starts at a multiple of its element size.
  const ordered = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  for (const [name, { dtype, shape, data }] of ordered) {
    const start = end;
    end += data.byteLength;
    header[name] = { dtype, shape, data_offsets: [start, end] };
  }
  const json = Buffer.from(JSON.stringify(header));
  const padding = Buffer.alloc(-json.length & 7, ' ');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  return Buffer.concat([length, json, padding, ...ordered.map(([, { data }]) => bytesOf(data))]);
}

/** @throws Error saying what is wrong with the bytes; the caller knows which file they are and what it is for. */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  const length = headerLength(bytes);
  if (8 + length > bytes.length) throw new Error('it is cut short');
  const { metadata, entries } = parseHeader(bytes.subarray(8, 8 + length));
  const body = bytes.subarray(8 + length);
  const tensors = entries.map(([name, entry]) => [name, decodeEntry(name, entry, body)] as const);
  return { tensors: new Map(tensors), metadata };
}

/** Bytes of the header, which the first 8 bytes of a file tell; infinite if there are fewer. */
export function headerLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length >= 8 ? Number(view.getBigUint64(0, true)) : Infinity;
}

/** What stands in a header: the metadata, and what is said of each tensor, which is not checked. */
export function parseHeader(bytes: Uint8Array): {
  readonly metadata: SafetensorsFile['metadata'];
  readonly entries: readonly (readonly [name: string, entry: unknown])[];
} {
  try {
    const header: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const { __metadata__: metadata = {}, ...entries } = z.record(z.string(), z.unknown()).parse(header);
    return { metadata: z.record(z.string(), z.string()).parse(metadata), entries: Object.entries(entries) };
  } catch (cause) {
    throw new Error('its header is not a JSON object', { cause });
  }
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

function decodeEntry(name: string, entry: unknown, body: Uint8Array): StoredArray {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) throw new Error(`the entry \`${name}\` of its header is malformed`, { cause: parsed.error });
  const {
    dtype,
    shape,
    data_offsets: [start, end],
  } = parsed.data;
  if (!isSupported(dtype)) {
    throw new Error(`\`${name}\` has dtype ${dtype}; supported are ${Object.keys(arrays).join(', ')}`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const size = arrays[dtype].BYTES_PER_ELEMENT * count;
  if (end - start !== size)
    throw new Error(`\`${name}\` of shape [${shape.join(', ')}] needs ${size} bytes; it has ${end - start}`);
  if (end > body.length) throw new Error('it is cut short');
  return { dtype, shape, data: new arrays[dtype](Uint8Array.from(body.subarray(start, end)).buffer) };
}

function isSupported(dtype: string): dtype is Dtype {
  return Object.hasOwn(arrays, dtype);
}

function bytesOf(data: StoredArray['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
