import test from 'ava';
import * as protobuf from 'tensorboard-ts-writer/protobuf';

test('what one function of the package writes, the other reads', (t) => {
  const inner = protobuf.message(protobuf.string(1, 'name'), protobuf.double(2, 0.5));
  const [field, ...others] = [...protobuf.fieldsOf(protobuf.bytes(14, inner))];
  t.deepEqual(others, []);
  t.is(field!.number, 14);
  t.deepEqual(
    [...protobuf.fieldsOf(field!.value as Uint8Array)].map(({ number }) => number),
    [1, 2],
  );
});
