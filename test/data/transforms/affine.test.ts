import test from 'ava';
import { warpAffine } from '../../../src/data/transforms/affine.ts';
import { made, source } from '../../components/augmentations/_torchvision.ts';
import { assertClose, coordinateSample, unpack } from '../../helpers/data.ts';

for (const { map, image, mask } of made.affine) {
  test(`${JSON.stringify(map)}: torchvision's mask exactly, its image within one level`, (t) => {
    const moved = warpAffine(source, map);
    assertClose(t, moved.mask, unpack(mask), 0);
    assertClose(t, moved.image, unpack(image), 1, 0.001);
  });
}

test('a shift of whole pixels moves them, and what comes into view is black and ignored', (t) => {
  const sample = coordinateSample(2, 4);
  const moved = warpAffine(sample, { angle: 0, translate: [1, 0], scale: 1, shear: [0, 0] });
  t.deepEqual([...moved.mask], [255, 0, 1, 2, 255, 1, 2, 3]);
  t.deepEqual([...moved.image.subarray(0, 6)], [0, 0, 0, 0, 0, 0]);
});
