import test from 'ava';
import { applyGaussianBlur } from '../../../src/components/augmentations/gaussian-blur.ts';
import {
  adjustBrightness,
  adjustContrast,
  adjustHue,
  adjustSaturation,
  toGrayscale,
} from '../../../src/data/transforms/adjust-color.ts';
import { warpAffine, type AffineMap } from '../../../src/data/transforms/affine.ts';
import { flipHorizontally } from '../../../src/data/transforms/flip.ts';
import { warpPerspective, type Corners } from '../../../src/data/transforms/perspective.ts';
import { assertClose, readFixture, unpack } from '../../helpers/data.ts';

type Bytes =
  | 'image'
  | 'mask'
  | 'flipped'
  | 'flippedMask'
  | 'brightness'
  | 'contrast'
  | 'saturation'
  | 'hue'
  | 'grey'
  | 'affine'
  | 'affineMask';
type LargerBytes = 'blur' | 'perspective' | 'perspectiveMask';
type Case = Record<Bytes, string> &
  Partial<Record<LargerBytes, string>> & { height: number; width: number; map: AffineMap; corners: Corners };

const { sizes } = await readFixture<{ sizes: Case[] }>('data/odd_sizes.json');

for (const size of sizes) {
  const { height, width, map, corners } = size;
  const source = { name: 'fixture', height, width, image: unpack(size.image), mask: unpack(size.mask) };
  const { image } = source;

  test(`${height} x ${width}: colours and flips are torchvision's exactly, where vectors do not fit`, (t) => {
    assertClose(t, adjustBrightness(image, 1.3), unpack(size.brightness), 0);
    assertClose(t, adjustContrast(image, 0.7), unpack(size.contrast), 0);
    assertClose(t, adjustSaturation(image, 1.4), unpack(size.saturation), 0);
    assertClose(t, adjustHue(image, 0.3), unpack(size.hue), 0);
    assertClose(t, toGrayscale(image), unpack(size.grey), 0);
    const flipped = flipHorizontally(source);
    assertClose(t, flipped.image, unpack(size.flipped), 0);
    assertClose(t, flipped.mask, unpack(size.flippedMask), 0);
  });

  test(`${height} x ${width}: warps and blurs are torchvision's within one level, masks exactly`, (t) => {
    const turned = warpAffine(source, map);
    assertClose(t, turned.image, unpack(size.affine), 1);
    assertClose(t, turned.mask, unpack(size.affineMask), 0);
    // The blur reaches two pixels, which smaller images don't have.
    if (!size.blur || !size.perspective || !size.perspectiveMask) return;
    assertClose(t, applyGaussianBlur(source, 5, 1.1).image, unpack(size.blur), 1);
    const moved = warpPerspective(source, corners);
    assertClose(t, moved.image, unpack(size.perspective), 1);
    assertClose(t, moved.mask, unpack(size.perspectiveMask), 0);
  });
}
