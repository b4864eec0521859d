import test, { type ExecutionContext } from 'ava';
import {
  bytes,
  double,
  float,
  integer,
  message,
  nested,
  string,
  varint,
} from '../../../src/log/tensorboard/write-fields.ts';

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

test(
  'a nested message from its fields is the same bytes',
  checkBytes,
  nested(3, [varint(1, 150), string(2, 'a')]),
  '1a06089601120161',
);
test('a nested message of 128 bytes has a length of two', (t) => {
  t.deepEqual([...nested(1, [new Uint8Array(128)]).subarray(0, 4)], [0x0a, 0x80, 0x01, 0]);
});
test("a negative integer is ten bytes, two's complement", checkBytes, integer(1, -2), '08feffffffffffffffff01');
test('an integer that is not negative is a plain varint', checkBytes, integer(1, 300), '08ac02');
test('a fraction is no integer', (t) => {
  t.throws(() => integer(1, -0.5), { instanceOf: RangeError });
});

for (const value of [-1, 0.5, 2 ** 53, NaN]) {
  test(`a varint of ${value} is refused`, (t) => {
    t.throws(() => varint(1, value), {
      instanceOf: RangeError,
      message: `expected a non-negative integer, got ${value}`,
    });
  });
}
