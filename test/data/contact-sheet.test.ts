import test from 'ava';
import { decode } from 'fast-png';
import { drawContactSheet } from '../../src/data/contact-sheet.ts';

test('each row has photo and overlay of each of its samples, ignored pixels lightened, background left alone', async (t) => {
  const classes = [{ name: 'background', color: [0, 0, 0] as const }, { name: 'a & b', color: [200, 0, 100] as const }];
  const sample = {
    name: 'x', height: 1, width: 3, image: new Uint8Array(9).fill(100), mask: Uint8Array.from([0, 1, 255]),
  };
  const sheet = decode(await drawContactSheet([[sample, sample], [sample]], classes));
  t.deepEqual([sheet.width, sheet.height], [4 * (3 + 4) + 4, 2 * (1 + 4) + 4 + 28]);
  const pixel = (x: number, y: number) => [...sheet.data.subarray((y * sheet.width + x) * sheet.channels, (y * sheet.width + x) * sheet.channels + 3)];
  t.deepEqual([pixel(4, 4), pixel(5, 4), pixel(6, 4)], [[100, 100, 100], [100, 100, 100], [100, 100, 100]]);
  t.deepEqual([pixel(11, 4), pixel(12, 4), pixel(13, 4)], [[100, 100, 100], [150, 50, 100], [177, 177, 177]]);
  t.deepEqual(pixel(11, 9), [100, 100, 100], 'the second row');
  t.deepEqual(pixel(18, 9), [32, 32, 32], 'nothing beside it');
});
