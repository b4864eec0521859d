import test from 'ava';
import { double, float, integer, message, string, varint } from '../../../src/log/tensorboard/write-fields.ts';
import { bytesOf, fieldsOf, numberOf, readFields, textOf } from '../../../src/log/tensorboard/read-fields.ts';

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

test('fields come in the order in which they are stored', (t) => {
  const fields = [...fieldsOf(message(integer(1, 5), string(2, 'first'), float(4, 0.5), string(2, '')))];
  t.deepEqual(
    fields.map(({ number, value }) => [number, typeof value === 'number' ? value : Buffer.from(value).toString()]),
    [
      [1, 5],
      [2, 'first'],
      [4, 0.5],
      [2, ''],
    ],
  );
});

test('nothing is copied', (t) => {
  const text = string(2, 'text');
  const [field] = [...fieldsOf(text)];
  t.is((field!.value as Uint8Array).buffer, text.buffer);
});

test('a message that is cut short, or is none, is an error', (t) => {
  for (const bytes of [[0x08], [0x80], [0x09, 1, 2], [0x0d, 1, 2], [0x0a, 2, 65]])
    t.throws(() => readFields(Uint8Array.from(bytes)), { instanceOf: RangeError, message: /cut short/ });
  t.throws(() => readFields(Uint8Array.of(0x0b)), { message: /unknown wire type 3/ });
});
