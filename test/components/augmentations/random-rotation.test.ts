import test from 'ava';
import { applyRotation } from '../../../src/components/augmentations/random-rotation.ts';
import { assertClose, coordinateSample, unpack } from '../../helpers/data.ts';
import { made, source } from './_torchvision.ts';

for (const { degrees, image, mask } of made.rotation) {
  test(`by ${degrees} degrees: torchvision's mask exactly, its image within one level`, (t) => {
    const moved = applyRotation(source, degrees);
    assertClose(t, moved.mask, unpack(mask), 0);
    assertClose(t, moved.image, unpack(image), 1, 0.001);
  });
}

test('90 degrees turn a square counter-clockwise: its right side is on top then', (t) => {
  const { mask } = applyRotation({ ...coordinateSample(2, 2), mask: Uint8Array.of(1, 2, 3, 4) }, 90);
  t.deepEqual([...mask], [2, 4, 1, 3]);
});
