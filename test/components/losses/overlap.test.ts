import test from 'ava';
import { buildOverlap, checkOverlap, countedImages, overlapParams } from '../../../src/components/losses/overlap.ts';
import { classList } from '../../helpers/networks.ts';

const options = { classes: 2, ignoreIndex: 255 };

test('images count that have a pixel which is a class and not ignored', (t) => {
  const masks = Uint8Array.of(0, 255, 255, 255, 7, 255, 255, 1);
  t.is(countedImages(masks, 4, options), 2);
  t.is(countedImages(masks, 4, { ...options, ignoreIndex: 1 }), 1);
  t.is(countedImages(masks, 1, options), 1);
});

test('a batch weighs by its images, and a class that metrics count is not ignored', async (t) => {
  const overlap = { numerator: 2, intersection: 0, prediction: 1, target: 1 };
  const loss = await buildOverlap(overlap, overlapParams.parse({}), { classes: classList(2) });
  t.is(loss.weightOf!(Uint8Array.of(0, 1, 255, 255), 2), 1);
  const wrong = overlapParams.parse({ ignore_index: 1 });
  t.regex(checkOverlap(wrong, { classes: classList(2) })[0]!.message, /the loss ignores 1/);
});
