import test from 'ava';
import { imageCorners, warpPerspective, type Corners } from '../../../src/data/transforms/perspective.ts';
import { assertClose, coordinateSample, readFixture, unpack } from '../../helpers/data.ts';

interface PerspectiveFixture {
  height: number;
  width: number;
  image: string;
  mask: string;
  cases: { corners: Corners; image: string; mask: string }[];
}
const { height, width, image, mask, cases } = await readFixture<PerspectiveFixture>('data/perspective.json');
const source = { name: 'fixture', height, width, image: unpack(image), mask: unpack(mask) };

for (const { corners, image: expectedImage, mask: expectedMask } of cases) {
  test(`corners ${JSON.stringify(corners)}: torchvision's mask exactly, its image within one level`, (t) => {
    const moved = warpPerspective(source, corners);
    assertClose(t, moved.mask, unpack(expectedMask), 0);
    assertClose(t, moved.image, unpack(expectedImage), 1, 0.001);
  });
}

test('corners that stay change nothing', (t) => {
  const sample = coordinateSample(12, 16);
  const moved = warpPerspective(sample, imageCorners(sample));
  t.deepEqual(moved, sample);
});
