import test from 'ava';
import { Global, Storage, TensorView } from '../../../src/weights/pytorch/pickle-values.ts';
import { checkSizes, dtypeOf, storedArray } from '../../../src/weights/pytorch/stored-array.ts';

const storage = (type: string, length = 6) => new Storage(new Global('torch', type), '0', length);
const bytes = new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer);
const view = (offset: number, shape: number[], strides: number[]) =>
  storedArray(new TensorView(storage('FloatStorage'), offset, shape, strides), bytes);

for (const [title, offset, shape, strides, values] of [
  ['a whole storage', 0, [2, 3], [3, 1], [0, 1, 2, 3, 4, 5]],
  ['a part of it', 2, [3], [1], [2, 3, 4]],
  ['its transpose', 0, [3, 2], [1, 3], [0, 3, 1, 4, 2, 5]],
  ['every other number', 1, [3], [2], [1, 3, 5]],
  ['one number several times', 4, [2, 2], [0, 0], [4, 4, 4, 4]],
  ['a scalar', 5, [], [], [5]],
  ['an axis of one, whose stride is of no concern', 1, [1, 2], [77, 1], [1, 2]],
  ['nothing, wherever it would lie', 9, [0, 3], [3, 1], []],
] as const)
  test(`a view of ${title}`, (t) => {
    t.deepEqual(view(offset, [...shape], [...strides]), {
      dtype: 'F32',
      shape: [...shape],
      data: Float32Array.of(...values),
    });
  });

test('bytes that begin anywhere are read', (t) => {
  const shifted = Uint8Array.of(9, ...bytes).subarray(1);
  const all = new TensorView(storage('FloatStorage'), 0, [6], [1]);
  t.deepEqual(storedArray(all, shifted).data, Float32Array.of(0, 1, 2, 3, 4, 5));
});

test('a view that leads out of its storage is refused', (t) => {
  t.throws(() => view(1, [6], [1]), { message: /leads out/ });
  t.throws(() => view(0, [2, 2], [5, 1]), { message: /leads out/ });
  t.throws(() => view(0, [2], [1, 1]), { message: /leads out/ });
  t.notThrows(() => view(0, [2, 2], [4, 1]));
});

test('every storage has its dtype; others are refused by name', (t) => {
  const types = ['Double', 'Float', 'Half', 'BFloat16', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool'];
  t.deepEqual(
    types.map((type) => dtypeOf(storage(`${type}Storage`))),
    ['F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL'],
  );
  t.throws(() => dtypeOf(storage('ComplexFloatStorage')), { message: /`torch\.ComplexFloatStorage`; read are / });
});

test('tensors that repeat numbers may together take 4 MB, or 64 times their file', (t) => {
  const repeated = (type: string, ...shape: number[]) =>
    new TensorView(
      storage(type, 1),
      0,
      shape,
      shape.map(() => 0),
    );
  t.notThrows(() => checkSizes([repeated('FloatStorage', 1000, 1000)], 100));
  t.throws(() => checkSizes([repeated('FloatStorage', 1000, 1000), repeated('ByteStorage', 1)], 100), {
    message:
      'its tensors take 4000001 bytes, more than 64 times the 100 of the file, since they repeat numbers: save `tensor.contiguous()` of each',
  });
  t.notThrows(() => checkSizes([repeated('DoubleStorage', 800_000)], 100_000));
  t.throws(() => checkSizes([repeated('DoubleStorage', 800_001)], 100_000), { message: /take 6400008 bytes/ });
});

test('sizes beyond all numbers are refused, even beside a 0', (t) => {
  const shape = [...Array.from({ length: 25 }, () => 2 ** 52), 0];
  t.throws(() => checkSizes([new TensorView(storage('ByteStorage'), 0, shape, shape)], 100), {
    message: /repeat numbers/,
  });
});
