import test from 'ava';
import sharp from 'sharp';
import { jpegHeader } from '../../../src/data/images/jpeg-header.ts';

const frame = (marker: number, components: number) => [0xff, marker, 0, 17, 8, 1, 2, 0, 5, components];

test('the frame header says size and components; segments before it are skipped', (t) => {
  const header = { height: 258, width: 5, orientation: 1 };
  t.deepEqual(jpegHeader(Buffer.of(0xff, 0xd8, ...frame(0xc0, 3), 0, 0)), { ...header, components: 3 });
  const application = [0xff, 0xe0, 0, 4, 1, 2];
  const huffman = [0xff, 0xc4, 0, 3, 9];
  t.deepEqual(jpegHeader(Buffer.of(0xff, 0xd8, ...application, ...huffman, ...frame(0xc2, 4), 0, 0)), {
    ...header,
    components: 4,
  });
});

test('fill bytes before a marker are skipped', (t) => {
  t.is(jpegHeader(Buffer.of(0xff, 0xd8, 0xff, 0xff, ...frame(0xc1, 1), 0, 0))!.components, 1);
});

test('the orientation is that of the EXIF segment which an encoder wrote', async (t) => {
  const photo = sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } });
  for (const orientation of [1, 5, 8]) {
    const bytes = await photo.clone().withMetadata({ orientation }).jpeg().toBuffer();
    t.deepEqual(jpegHeader(bytes), { height: 2, width: 3, components: 3, orientation });
  }
});

test('other files, those that end before the frame, and those whose height comes later say nothing', (t) => {
  t.is(jpegHeader(Buffer.from('\x89PNG....', 'latin1')), undefined);
  t.is(jpegHeader(Buffer.of(0xff)), undefined);
  t.is(jpegHeader(Buffer.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8)), undefined);
  t.is(jpegHeader(Buffer.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 5, 3, 0, 0)), undefined);
});
