import test from 'ava';
import { fieldsOf } from '../../src/core/protobuf-fields.ts';
import * as protobuf from '../../src/core/protobuf.ts';
import { double } from '../../src/log/tensorboard/protobuf.ts';

const read = (message: Uint8Array) =>
  [...fieldsOf(message)].map(({ number, bytes }) => [number, Buffer.from(bytes).toString()]);

test('texts are found among numbers of every kind, in order', (t) => {
  const message = protobuf.message(
    protobuf.integer(1, -5),
    protobuf.string(2, 'first'),
    double(3, 0.5),
    protobuf.float(4, 0.5),
    protobuf.string(300, 'x'.repeat(200)),
    protobuf.string(2, ''),
  );
  t.deepEqual(read(message), [
    [2, 'first'],
    [300, 'x'.repeat(200)],
    [2, ''],
  ]);
});

test('nothing is copied', (t) => {
  const message = protobuf.string(2, 'text');
  const [field] = [...fieldsOf(message)];
  t.is(field!.bytes.buffer, message.buffer);
});

test('a message that is cut short, or is none, is an error', (t) => {
  const message = protobuf.string(2, 'text');
  t.throws(() => read(message.subarray(0, -1)), { instanceOf: RangeError, message: /cut short/ });
  t.throws(() => read(Uint8Array.of(0x80)), { message: /cut short/ });
  t.throws(() => read(double(3, 1).subarray(0, 5)), { message: /cut short/ });
  t.throws(() => read(Uint8Array.of(0x0b)), { message: /unknown wire type 3/ });
});
