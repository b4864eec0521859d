import test from 'ava';
import fc from 'fast-check';
import { npyHeader } from '../../../../src/data/storage/packed/npy.ts';

test("the header of NumPy's own `save` of an array of shape (2, 3)", (t) => {
  const text = Buffer.from(npyHeader([2, 3])).toString('latin1');
  t.is(text.slice(0, 8), '\x93NUMPY\x01\x00');
  t.is(text.charCodeAt(8) + 256 * text.charCodeAt(9), 118);
  t.is(text.slice(10).trimEnd(), "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }");
  t.is(text.at(-1), '\n');
});

test('data begins at a multiple of 64 bytes, and one side is still a tuple', (t) => {
  t.true(
    Buffer.from(npyHeader([7]))
      .toString('latin1')
      .includes("'shape': (7,), "),
  );
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (shape) => {
      const header = Buffer.from(npyHeader(shape));
      t.is(header.length % 64, 0);
      t.is(header.readUInt16LE(8), header.length - 10);
    }),
  );
});

test('numbers of 32 bits are little-endian floats', (t) => {
  t.true(
    Buffer.from(npyHeader([2, 3], '<f4'))
      .toString('latin1')
      .includes("{'descr': '<f4', "),
  );
});
