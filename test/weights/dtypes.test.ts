import { readFileSync } from 'node:fs';
import test from 'ava';
import { decodeSafetensors, toFloat32 } from '../../src/weights/index.ts';

const folder = new URL('../fixtures/weights/', import.meta.url);
const { tensors } = decodeSafetensors(readFileSync(new URL('dtypes.safetensors', folder)));
/** What torch makes of each tensor with `.to(torch.float32)`. */
const floats = JSON.parse(readFileSync(new URL('dtypes.json', folder), 'utf8')) as Record<string, (number | string)[]>;

const numberOf = (value: number | string) =>
  typeof value === 'number' ? value : { inf: Infinity, '-inf': -Infinity, nan: NaN }[value]!;

for (const [name, dtype] of Object.entries({
  half: 'F16',
  brain: 'BF16',
  double: 'F64',
  single: 'F32',
  long: 'I64',
  int: 'I32',
  byte: 'U8',
  flag: 'BOOL',
})) {
  test(`${dtype} is read, and as float32 it has the values that torch gives`, (t) => {
    const array = tensors.get(name)!;
    t.is<string, string>(array.dtype, dtype);
    // Object.is tells zeros of both signs apart and takes not-a-number for itself.
    const [actual, expected] = [[...toFloat32(array.dtype, array.data)], floats[name]!.map(numberOf)];
    t.is(actual.length, expected.length);
    for (const [index, value] of expected.entries())
      t.true(Object.is(actual[index], Math.fround(value)), `${index}: expected ${value}, got ${actual[index]}`);
  });
}

test('float32 is given as it is, without a copy', (t) => {
  const data = Float32Array.of(1, 2);
  t.is(toFloat32('F32', data), data);
});

test('whole numbers of 64 bits keep all their digits until they are asked for as floats', (t) => {
  t.deepEqual(tensors.get('long')!.data, BigInt64Array.of(0n, -1n, 16777217n, -(2n ** 53n) - 1n, 2n ** 62n));
});
