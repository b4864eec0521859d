import test from 'ava';
import { decodeNpy, isNpy, npySize } from '../../../src/data/formats/npy.ts';
import { OtherContent } from '../../../src/data/formats/other-content.ts';

function npy(descr: string, shape: string, data: Uint8Array, { fortran = false, version = 1 } = {}): Buffer {
  const text = `{'descr': ${descr}, 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }\n`;
  const length = version === 1 ? Buffer.alloc(2) : Buffer.alloc(4);
  length.writeUIntLE(text.length, 0, length.length);
  return Buffer.concat([Buffer.from('\x93NUMPY', 'latin1'), Buffer.of(version, 0), length, Buffer.from(text), data]);
}
const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);

test('the shape is [height, width], perhaps with an axis of 1, or with channels', (t) => {
  for (const shape of ['3, 2', '3, 2, 1', '1, 3, 2']) {
    const raster = decodeNpy(npy("'|u1'", shape, bytes));
    t.like(raster, { height: 3, width: 2, channels: 1 });
    t.deepEqual(raster.data, bytes);
  }
  t.like(decodeNpy(npy("'|u1'", '1, 2, 3', bytes)), { height: 1, width: 2, channels: 3 });
  t.like(decodeNpy(npy("'|u1'", '2, 1, 3', bytes)), { height: 2, width: 1, channels: 3 });
});

test('with the first axis running fastest, rows are put together again', (t) => {
  const { data } = decodeNpy(npy("'|u1'", '2, 3', bytes, { fortran: true }));
  t.deepEqual([...data], [1, 3, 5, 2, 4, 6]);
  const colors = decodeNpy(npy("'|u1'", '2, 1, 3', bytes, { fortran: true }));
  t.deepEqual([...colors.data], [1, 3, 5, 2, 4, 6]);
});

test('numbers of every type keep their values', (t) => {
  const one = (descr: string, ...data: number[]) => decodeNpy(npy(`'${descr}'`, '1, 1', Uint8Array.from(data))).data[0];
  t.is(one('|b1', 1), 1);
  t.is(one('|i1', 255), -1);
  t.is(one('<u2', 1, 2), 513);
  t.is(one('>u2', 1, 2), 258);
  t.is(one('<i2', 254, 255), -2);
  t.is(one('<u4', 0, 0, 1, 0), 65_536);
  t.is(one('>i4', 255, 255, 255, 254), -2);
  t.is(one('<i8', 254, 255, 255, 255, 255, 255, 255, 255), -2);
  t.is(one('<u8', 7, 0, 0, 0, 0, 0, 0, 0), 7);
  t.is(one('<f4', 0, 0, 0x40, 0x40), 3);
  t.is(one('>f8', 0x40, 0x08, 0, 0, 0, 0, 0, 0), 3);
});

test('what is no label map is refused for what it is', (t) => {
  const cases = [
    [npy("'|O'", '1, 1', bytes), 'are other arrays', /expected an array of numbers, got one of type \|O/],
    [npy("'<c8'", '1, 1', bytes), 'are other arrays', /of type <c8/],
    [npy("'|u1'", '6,', bytes), 'are other arrays', /expected an array of shape \[height, width\], got \[6\]/],
    [npy("'|u1'", '3, 2, 2', bytes), 'are other arrays', /got \[3, 2, 2\]/],
    [npy("'<f4'", '1, 1', Uint8Array.of(0, 0, 0xc0, 0x3f)), 'have numbers that are not whole', /got 1\.5/],
    [npy("'<i8'", '1, 1', Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0)), 'have numbers that are not whole', /got 4294967296/],
  ] as const;
  for (const [file, kind, message] of cases) {
    const error = t.throws(() => decodeNpy(file), { instanceOf: OtherContent });
    t.is(error.kind.many, kind);
    t.regex(error.message, message);
  }
  t.throws(() => decodeNpy(npy("'|u1'", '2, 4', bytes)), { message: 'expected 8 bytes of numbers, got 6' });
  t.throws(() => decodeNpy(npy("'|u1'", '2, 3', bytes).subarray(0, 30)), { message: 'the file ends in its header' });
});

test('the header says the size, in the first and in later versions', (t) => {
  for (const version of [1, 2, 3]) {
    const file = npy("'|u1'", '2, 3', new Uint8Array(), { version });
    t.true(isNpy(file));
    t.deepEqual(npySize(file), { height: 2, width: 3 });
  }
});
