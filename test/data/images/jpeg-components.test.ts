import test from 'ava';
import { jpegComponents } from '../../../src/data/images/jpeg-components.ts';

const frame = (marker: number, components: number) => [0xff, marker, 0, 17, 8, 0, 1, 0, 1, components];

test('the frame header says how many components; segments before it are skipped', (t) => {
  t.is(jpegComponents(Buffer.of(0xff, 0xd8, ...frame(0xc0, 3), 0, 0)), 3);
  const application = [0xff, 0xe0, 0, 4, 1, 2];
  const huffman = [0xff, 0xc4, 0, 3, 9];
  t.is(jpegComponents(Buffer.of(0xff, 0xd8, ...application, ...huffman, ...frame(0xc2, 4), 0, 0)), 4);
});

test('fill bytes before a marker are skipped', (t) => {
  t.is(jpegComponents(Buffer.of(0xff, 0xd8, 0xff, 0xff, ...frame(0xc1, 1), 0, 0)), 1);
});

test('other files, and those that end before the frame, say nothing', (t) => {
  t.is(jpegComponents(Buffer.from('\x89PNG....', 'latin1')), undefined);
  t.is(jpegComponents(Buffer.of(0xff)), undefined);
  t.is(jpegComponents(Buffer.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8)), undefined);
});
