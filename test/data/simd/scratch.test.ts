import test from 'ava';
import { flipHorizontally } from '../../../src/data/transforms/flip.ts';
import { isScratch, scratch } from '../../../src/data/simd/scratch.ts';
import { coordinateSample } from '../../helpers/data.ts';

const MEBIBYTE = 2 ** 20;

test('a routine that is called on its own gives memory of its own', (t) => {
  const flipped = flipHorizontally(coordinateSample(4, 5));
  t.false(isScratch(flipped.image));
  t.false(isScratch(flipped.mask));
});

test('within a piece of work, routines pass views of their memory on without copying', (t) => {
  scratch(({ input }) => {
    const flipped = flipHorizontally(coordinateSample(4, 5));
    t.true(isScratch(flipped.image));
    t.is(input(flipped.image), flipped.image.byteOffset);
  });
});

test('views stay what they were when their memory grows, and routines still take them', (t) => {
  const sample = coordinateSample(4, 5);
  scratch(({ room }) => {
    const flipped = flipHorizontally(sample);
    room(64 * MEBIBYTE);
    t.deepEqual([...flipped.mask.subarray(0, 5)], [4, 3, 2, 1, 0]);
    t.deepEqual([...flipHorizontally(flipped).image], [...sample.image]);
  });
});

test('memory is free again after the outermost piece of work, also if it fails', (t) => {
  const firstAddress = () => scratch(({ room }) => room(100));
  const before = firstAddress();
  t.throws(() =>
    scratch(({ room }) =>
      scratch(() => {
        room(MEBIBYTE);
        throw new Error('a plugin failed');
      }),
    ),
  );
  t.is(firstAddress(), before);
});

test('room of one piece of work does not overlap, and leaves 15 bytes for vectors', (t) => {
  scratch(({ room }) => {
    const [first, second] = [room(17), room(1)];
    t.true(second >= first + 17 + 15);
    t.deepEqual([first % 16, second % 16], [0, 0]);
  });
});
