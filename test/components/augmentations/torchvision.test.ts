import test from 'ava';
import { applyGaussianBlur } from '../../../src/components/augmentations/gaussian-blur.ts';
import { applyGrayscale } from '../../../src/components/augmentations/grayscale.ts';
import { applyResizedCrop } from '../../../src/components/augmentations/random-resized-crop.ts';
import { applyRotation } from '../../../src/components/augmentations/random-rotation.ts';
import { warpAffine, type AffineMap } from '../../../src/data/transforms/affine.ts';
import type { Window } from '../../../src/data/resize/resize-plan.ts';
import { assertClose, readFixture, unpack } from '../../helpers/data.ts';

interface Pair {
  image: string;
  mask: string;
}
interface AugmentationFixture extends Pair {
  height: number;
  width: number;
  affine: (Pair & { map: AffineMap })[];
  rotation: (Pair & { degrees: number })[];
  blur: { kernelSize: number; sigma: number; image: string }[];
  grey: string;
  crops: (Pair & { window: Window })[];
}
const fixture = await readFixture<AugmentationFixture>('data/augmentations.json');
const { height, width } = fixture;
const source = { name: 'fixture', height, width, image: unpack(fixture.image), mask: unpack(fixture.mask) };

for (const { map, image, mask } of fixture.affine) {
  test(`random-affine ${JSON.stringify(map)}: torchvision's mask exactly, its image within one level`, (t) => {
    const moved = warpAffine(source, map);
    assertClose(t, moved.mask, unpack(mask), 0);
    assertClose(t, moved.image, unpack(image), 1, 0.001);
  });
}

for (const { degrees, image, mask } of fixture.rotation) {
  test(`random-rotation by ${degrees} degrees: torchvision's mask exactly, its image within one level`, (t) => {
    const moved = applyRotation(source, degrees);
    assertClose(t, moved.mask, unpack(mask), 0);
    assertClose(t, moved.image, unpack(image), 1, 0.001);
  });
}

for (const { kernelSize, sigma, image } of fixture.blur) {
  test(`gaussian-blur of ${kernelSize} pixels, sigma ${sigma}: torchvision's image within one level`, (t) => {
    const blurred = applyGaussianBlur(source, kernelSize, sigma);
    assertClose(t, blurred.image, unpack(image), 1, 0.001);
    t.is(blurred.mask, source.mask);
  });
}

test("grayscale: torchvision's image exactly", (t) => {
  assertClose(t, applyGrayscale(source).image, unpack(fixture.grey), 0);
});

for (const { window, image, mask } of fixture.crops) {
  test(`random-resized-crop ${JSON.stringify(window)}: torchvision's image and mask exactly, on Pillow images`, (t) => {
    const cropped = applyResizedCrop(source, window);
    assertClose(t, cropped.mask, unpack(mask), 0);
    assertClose(t, cropped.image, unpack(image), 0);
  });
}
