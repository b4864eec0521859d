import fc from 'fast-check';
import test from 'ava';
import { encodeRecord } from '../../../src/log/tensorboard/record.ts';
import { parseRecords } from '../../helpers/event-parser.ts';

test('a record is length, its checksum, the data and their checksum', (t) => {
  const record = Buffer.from(encodeRecord(new Uint8Array(24)));
  t.is(record.length, 24 + 16);
  t.is(record.readBigUInt64LE(0), 24n);
  // The masked checksum of the length 24, from TensorBoard's own files.
  t.is(record.readUInt32LE(8), 0x224b7fa3);
});

test('whatever records hold, they are read back one after the other', (t) => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (contents) => {
      const file = Buffer.concat(contents.map(encodeRecord));
      t.deepEqual(
        parseRecords(file).map((data) => [...data]),
        contents.map((data) => [...data]),
      );
    }),
  );
});
