import test from 'ava';
import { guessSizes, type PairSizes } from '../../../src/init/data/photo-sizes.ts';

const size = (height: number, width: number) => ({ height, width });
const pair = (height: number, width: number, orientation = 1, mask = size(height, width)): PairSizes => ({
  photo: size(height, width),
  orientation,
  mask,
});

test('photos of one small size keep it', (t) => {
  t.like(guessSizes([pair(96, 96), pair(96, 96)]), { imageSize: 96, isOwnSize: true });
  t.like(guessSizes([pair(96, 128)]), { imageSize: [96, 128], isOwnSize: true });
});

test('larger photos of one shape keep the shape, others become squares, both at most 256', (t) => {
  t.like(guessSizes([pair(720, 960), pair(360, 480)]), { imageSize: [192, 256], isOwnSize: false });
  t.is(guessSizes([pair(375, 500), pair(500, 375), pair(400, 400)]).imageSize, 256);
  t.is(guessSizes([pair(100, 90), pair(90, 100)]).imageSize, 96);
});

test('sizes are told', (t) => {
  t.is(guessSizes([pair(10, 20), pair(10, 30)]).found, 'photos 20 to 30 wide and 10 high');
});

test('masks of turned photos lie as most of them fit', (t) => {
  const stored = pair(64, 32, 6, size(32, 64));
  t.like(guessSizes([stored, stored, pair(64, 32, 6)]), { maskOrientation: 'as-stored', different: 1 });
  t.is(guessSizes([pair(64, 32, 6), pair(64, 32)]).maskOrientation, undefined);
});

test('where sizes do not tell, that is said', (t) => {
  t.is(guessSizes([pair(32, 32, 3)]).unsure.length, 1);
  t.is(guessSizes([pair(32, 32)]).unsure.length, 0);
});

test('masks of another shape than the photo are counted, those of its shape are to be resized', (t) => {
  const guess = guessSizes([pair(32, 32), pair(32, 32, 1, size(16, 16)), pair(32, 32, 1, size(16, 24))]);
  t.like(guess, { different: 1, maskSize: 'resized' });
  t.regex(guess.unsure[0]!, /^1 of 3 masks are smaller or larger than their photos/);
  t.like(guessSizes([pair(32, 48), pair(32, 32, 1, size(16, 24))]), { different: 1, maskSize: undefined, unsure: [] });
});
