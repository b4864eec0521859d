import test from 'ava';
import { isTiff, tiffHeader } from '../../../src/data/formats/tiff-header.ts';
import { tiffBytes, type TiffParts } from '../../helpers/tiff.ts';

const grey: TiffParts = { width: 300, height: 2, bits: 8, photometric: 1, pixels: new Uint8Array(600) };

test('size, channels and kinds are read, whichever end of a number comes first', (t) => {
  const rgb: TiffParts = { ...grey, samples: 5, bits: 16, photometric: 2, extra: [0, 2], format: 2 };
  for (const isLittle of [true, false]) {
    const file = tiffBytes([rgb], isLittle);
    t.true(isTiff(file));
    t.like(tiffHeader(file), {
      height: 2,
      width: 300,
      bits: 16,
      samples: 5,
      photometric: 'rgb',
      alphas: 1,
      sampleFormat: 'signed',
      pages: 1,
      palette: [],
    });
  }
});

test('the byte that says the kind of colours can be written', (t) => {
  for (const isLittle of [true, false]) {
    const file = tiffBytes([{ ...grey, photometric: 3 }], isLittle);
    const { photometricAt, photometric } = tiffHeader(file);
    t.is(photometric, 'palette');
    file[photometricAt] = 1;
    t.is(tiffHeader(file).photometric, 'grey');
  }
});

test('a palette is all reds, all greens, all blues, of 16 bits', (t) => {
  const colorMap = [0x0100, 0x0200, 0x0300, 0x0400, 0x0500, 0x06ff];
  t.deepEqual(tiffHeader(tiffBytes([{ ...grey, bits: 1, photometric: 3, colorMap }])).palette, [
    [1, 3, 5],
    [2, 4, 6],
  ]);
});

test('smaller copies are no pages', (t) => {
  t.is(tiffHeader(tiffBytes([grey, { ...grey, subfile: 1 }, { ...grey, subfile: 0 }, grey])).pages, 3);
});

test('a directory that leads back to itself ends', (t) => {
  const file = tiffBytes([grey, grey]);
  const next = file.indexOf(Buffer.of(0x49, 0x49)) + 8 + 2 + 12 * file.readUInt16LE(8);
  file.writeUInt32LE(8, next);
  t.is(tiffHeader(file).pages, 1);
});

test('a big TIFF has longer numbers', (t) => {
  const entry = (tag: number, value: number) => {
    const bytes = Buffer.alloc(20);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(4, 2);
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(value, 12);
    return bytes;
  };
  const head = Buffer.alloc(24);
  head.write('II+\0\x08\0\0\0', 'latin1');
  head.writeUInt32LE(16, 8);
  head.writeUInt32LE(3, 16);
  const file = Buffer.concat([head, entry(256, 300), entry(257, 2), entry(258, 16), Buffer.alloc(8)]);
  t.like(tiffHeader(file), { height: 2, width: 300, bits: 16, samples: 1, pages: 1 });
});

test('a file that ends early is refused', (t) => {
  const file = tiffBytes([grey]);
  t.throws(() => tiffHeader(file.subarray(0, 30)), { message: 'the file ends in its header' });
  const empty = Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), Buffer.alloc(6)]);
  t.throws(() => tiffHeader(empty), { message: 'the file ends before its size' });
});
