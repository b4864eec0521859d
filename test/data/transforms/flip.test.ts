import test from 'ava';
import fc from 'fast-check';
import { flipHorizontally, flipVertically } from '../../../src/data/transforms/flip.ts';
import { coordinateSample } from '../../helpers/data.ts';

const side = fc.integer({ min: 1, max: 70 });

test('the pixel at (row, column) comes from the mirrored column, or row, at every size', (t) => {
  fc.assert(
    fc.property(side, side, (height, width) => {
      const sample = coordinateSample(height, width);
      const across = flipHorizontally(sample);
      const down = flipVertically(sample);
      for (let pixel = 0; pixel < height * width; pixel++) {
        const [row, column] = [Math.floor(pixel / width), pixel % width];
        t.deepEqual([...across.image.subarray(pixel * 3, pixel * 3 + 2)], [width - 1 - column, row]);
        t.deepEqual([...down.image.subarray(pixel * 3, pixel * 3 + 2)], [column, height - 1 - row]);
        t.is(across.mask[pixel], width - 1 - column + row);
        t.is(down.mask[pixel], column + height - 1 - row);
      }
    }),
    { numRuns: 25 },
  );
});
