import test from 'ava';
import { drawShift } from '../../../src/components/augmentations/hue-saturation-value.ts';
import { shiftHsv } from '../../../src/data/transforms/adjust-color.ts';
import { createRandom } from '../../../src/core/random.ts';
import { assertClose, unpack } from '../../helpers/data.ts';
import { albumentations, sample } from './_albumentations.ts';

for (const { shift, image } of albumentations.hsv)
  test(`shifts of ${shift.join(', ')} are those of Albumentations' formula within a level`, (t) => {
    const [hue, saturation, value] = [shift[0] / 180, shift[1] / 255, shift[2] / 255];
    assertClose(t, shiftHsv(sample.image, { hue, saturation, value }), unpack(image), 1);
  });

test('shifts fill their ranges, in units of OpenCV', (t) => {
  const given = { p: 1, hue: 18, saturation: [0, 51] as [number, number], value: 25.5 };
  const drawn = Array.from({ length: 400 }, (_, seed) => drawShift(given, createRandom(seed)));
  const ends = (name: 'hue' | 'saturation' | 'value', low: number, high: number) => {
    const values = drawn.map((each) => each[name]);
    const slack = (high - low) / 50;
    t.true(Math.min(...values) >= low && Math.min(...values) < low + slack);
    t.true(Math.max(...values) <= high && Math.max(...values) > high - slack);
  };
  ends('hue', -0.1, 0.1);
  ends('saturation', 0, 0.2);
  ends('value', -0.1, 0.1);
});
