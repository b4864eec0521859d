import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

test('rows of image and mask change places, and pixels keep their channels', async (t) => {
  const flip = await buildAugmentation({ type: 'vertical-flip', p: 1 });
  const { image, mask } = flip(coordinateSample(3, 2), createRandom(0));
  t.deepEqual([...mask], [2, 3, 1, 2, 0, 1]);
  t.deepEqual([...image.subarray(0, 6)], [0, 2, 2, 1, 2, 3]);
});
