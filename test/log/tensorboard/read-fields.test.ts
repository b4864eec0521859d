import test from 'ava';
import { double, float, message, string, varint } from '../../../src/log/tensorboard/protobuf.ts';
import { bytesOf, numberOf, readFields, textOf } from '../../../src/log/tensorboard/read-fields.ts';

test('fields of every kind are read by their number, those of one number in order', (t) => {
  const fields = readFields(
    message(varint(1, 150), double(2, 0.1), float(16, -2), string(3, 'é'), varint(1, 2 ** 53 - 1)),
  );
  t.deepEqual(fields(1), [150, 2 ** 53 - 1]);
  t.deepEqual([fields(2), fields(16)], [[0.1], [-2]]);
  t.is(textOf(fields(3)[0]), 'é');
  t.deepEqual(fields(4), []);
});

test('an absent field is 0, no bytes, no text', (t) => {
  t.deepEqual([numberOf(undefined), [...bytesOf(undefined)], textOf(undefined)], [0, [], '']);
});

test('a message that is cut short is an error', (t) => {
  for (const bytes of [[0x08], [0x09, 1, 2], [0x0a, 2, 65]]) {
    t.throws(() => readFields(Uint8Array.from(bytes)), { instanceOf: RangeError });
  }
});
