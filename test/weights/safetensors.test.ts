import test from 'ava';
import { decodeSafetensors, encodeSafetensors, type StoredArray } from '../../src/weights/index.ts';

const tensors = new Map<string, StoredArray>([
  ['flags', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) }],
  ['weight', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1.5, -2, 0, 1e-9) }],
  ['step', { dtype: 'I32', shape: [], data: Int32Array.of(-7) }],
  ['größe', { dtype: 'F64', shape: [1], data: Float64Array.of(Math.PI) }],
]);

test('what is written is read back', (t) => {
  const file = decodeSafetensors(encodeSafetensors({ tensors, metadata: { progress: '{"step": 3}' } }));
  t.deepEqual(new Map([...file.tensors].sort()), new Map([...tensors].sort()));
  t.deepEqual(file.metadata, { progress: '{"step": 3}' });
});

test('the bytes are those of the format', (t) => {
  const bytes = encodeSafetensors({
    tensors: new Map([['a', { dtype: 'F32', shape: [1], data: Float32Array.of(1) }]]),
    metadata: {},
  });
  const header = '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'.padEnd(56);
  t.is(Buffer.from(bytes).toString('latin1'), `\x38${'\0'.repeat(7)}${header}\0\0\x80?`);
});

test('every array starts at a multiple of its element size', (t) => {
  const bytes = Buffer.from(encodeSafetensors({ tensors, metadata: {} }));
  const length = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  t.is((8 + length) % 8, 0);
  t.deepEqual(
    Object.values(header).map(({ data_offsets: [start] }) => start),
    [0, 8, 24, 28],
  );
});

const damaged = test.macro((t, bytes: Uint8Array, message: RegExp) => {
  t.throws(() => decodeSafetensors(bytes), { message });
});
const whole = encodeSafetensors({ tensors, metadata: {} });
const withHeader = (header: string) => {
  const bytes = Buffer.alloc(8 + header.length);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8);
  return bytes;
};
test('an empty file is refused', damaged, new Uint8Array(0), /cut short/);
test('a file that ends early is refused', damaged, whole.subarray(0, -1), /cut short/);
test('a header that is not JSON is refused', damaged, withHeader('no'), /not a JSON object/);
test(
  'an unknown dtype is refused',
  damaged,
  withHeader('{"a":{"dtype":"F8_E4M3","shape":[0],"data_offsets":[0,0]}}'),
  /`a` has dtype F8_E4M3; supported are F64, F32, F16, BF16, I64/,
);
test(
  'a size that does not fit the shape is refused',
  damaged,
  withHeader('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}'),
  /needs 8 bytes; it has 4/,
);
