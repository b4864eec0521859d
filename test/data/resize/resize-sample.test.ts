import test from 'ava';
import { resizeImage, resizeSample, stretchSample } from '../../../src/data/resize/resize-sample.ts';
import { placeCropped } from '../../../src/data/resize/placement.ts';
import { planOf } from '../../../src/data/resize/resize-plan.ts';
import type { Interpolation } from '../../../src/data/dataset.ts';
import { assertClose, coordinateSample, readFixture, unpack } from '../../helpers/data.ts';

interface ResizeFixture {
  height: number;
  width: number;
  image: string;
  mask: string;
  cases: { size: number; interpolation: Interpolation; image: string; mask: string }[];
}
const fixture = await readFixture<ResizeFixture>('data/resize.json');
const source = {
  name: 'fixture',
  height: fixture.height,
  width: fixture.width,
  image: unpack(fixture.image),
  mask: unpack(fixture.mask),
};
const square = (side: number) => planOf(placeCropped(source, { policy: 'cover', size: { height: side, width: side } }));

for (const { size, interpolation, image, mask } of fixture.cases) {
  test(`resizing to ${size} by ${interpolation} and cropping gives torchvision's image and mask exactly`, (t) => {
    const resized = resizeSample(source, square(size), interpolation);
    assertClose(t, resized.image, unpack(image), 0);
    assertClose(t, resized.mask, unpack(mask), 0);
  });
}

test('an image without a mask becomes what the image of a sample becomes', (t) => {
  const { mask: _, ...photo } = source;
  const { mask: __, ...expected } = resizeSample(source, square(32), 'bilinear');
  t.deepEqual(resizeImage(photo, square(32), 'bilinear'), expected);
});

test('stretching keeps all of the sample: its corners stay corners', (t) => {
  const { height, width, mask } = stretchSample(coordinateSample(4, 8), { height: 2, width: 2 }, 'nearest');
  t.deepEqual([height, width], [2, 2]);
  // Pillow takes the pixel at half of each step: rows 1 and 3, columns 2 and 6.
  t.deepEqual([...mask], [3, 7, 5, 9]);
});
