import test, { type ExecutionContext } from 'ava';
import { bytes, double, float, message, string, varint } from '../../../src/log/tensorboard/protobuf.ts';

function checkBytes(t: ExecutionContext, encoded: Uint8Array, hex: string) {
  t.is(Buffer.from(encoded).toString('hex'), hex);
}

// 150 and "testing" are the examples of protobuf.dev/programming-guides/encoding.
test('a varint takes seven bits a byte, lowest first', checkBytes, varint(1, 150), '089601');
test('a string is its length and its UTF-8', checkBytes, string(2, 'testing'), '120774657374696e67');
test('a character outside ASCII counts as its bytes', checkBytes, string(2, 'é'), '1202c3a9');
test(
  'the largest safe integer keeps all 53 bits',
  checkBytes,
  varint(1, Number.MAX_SAFE_INTEGER),
  '08ffffffffffffff0f',
);
test('zero is written', checkBytes, varint(3, 0), '1800');
test('a field number above 15 takes two bytes', checkBytes, varint(16, 1), '800101');
test('a double is 8 bytes, little-endian', checkBytes, double(1, 1), '09000000000000f03f');
test('a float is 4 bytes, little-endian', checkBytes, float(2, -2), '15000000c0');
test('a nested message is bytes', checkBytes, bytes(3, message(varint(1, 150))), '1a03089601');

for (const value of [-1, 0.5, 2 ** 53, NaN]) {
  test(`a varint of ${value} is refused`, (t) => {
    t.throws(() => varint(1, value), {
      instanceOf: RangeError,
      message: `expected a non-negative integer, got ${value}`,
    });
  });
}
