import test from 'ava';
import { deflateSync, crc32 } from 'node:zlib';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { decodePlainPng } from '../../../src/data/formats/plain-png.ts';

/** A grey PNG of 8 bits whose rows come with their filter byte, as the specification's section 9 stores them. */
function png(width: number, rows: readonly (readonly number[])[]): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
    chunk('IEND', new Uint8Array()),
  ]);
}

test('each filter is undone: none, left, above, average, Paeth', (t) => {
  const rows = [
    [0, 10, 20, 30],
    [1, 5, 5, 5],
    [2, 1, 1, 1],
    [3, 10, 10, 10],
    [4, 1, 1, 250],
  ];
  const { data } = decodePlainPng(png(3, rows))!;
  // Average: 10 + 6/2, 10 + (13 + 11)/2, 10 + (22 + 16)/2. Paeth of (left 0, up 13, corner 0) is 13, and so on.
  t.deepEqual([...data], [10, 20, 30, 5, 10, 15, 6, 11, 16, 13, 22, 29, 14, 23, 23]);
});

test('what another encoder writes is read back', (t) => {
  const side = fc.integer({ min: 1, max: 40 });
  const image = fc.tuple(side, side).chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      data: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
    }),
  );
  fc.assert(
    fc.property(image, ({ width, height, data }) => {
      const file = Buffer.from(encode({ width, height, channels: 1, data }));
      t.deepEqual(decodePlainPng(file), { width, height, data });
    }),
    { numRuns: 50 },
  );
});

test('other forms are left to the general decoder', (t) => {
  t.is(decodePlainPng(Buffer.from(encode({ width: 1, height: 1, channels: 3, data: new Uint8Array(3) }))), undefined);
  t.is(decodePlainPng(Buffer.from('GIF89a, or anything else')), undefined);
  t.is(decodePlainPng(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), undefined);
});

test('damage is told for what it is', (t) => {
  const whole = png(2, [[0, 1, 2]]);
  t.throws(() => decodePlainPng(whole.subarray(0, whole.length - 12)), { message: /ends before its last chunk/ });
  t.throws(() => decodePlainPng(whole.subarray(0, 48)), { message: /ends in the middle of a chunk/ });
  const wrong = Buffer.from(whole);
  wrong[43]! ^= 1;
  t.throws(() => decodePlainPng(wrong), { message: /checksum of the chunk IDAT is wrong/ });
  t.throws(() => decodePlainPng(png(3, [[0, 1, 2]])), { message: 'expected 4 bytes of pixels, got 3' });
  t.throws(() => decodePlainPng(png(2, [[5, 1, 2]])), { message: 'a row has an unknown filter' });
});

test('a file that holds far more than its header says is not unpacked', (t) => {
  const bomb = png(1, [new Array<number>(1_000_000).fill(0)]);
  t.throws(() => decodePlainPng(bomb), { code: 'ERR_BUFFER_TOO_LARGE' });
});
