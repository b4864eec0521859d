import test from 'ava';
import fc from 'fast-check';
import { cropSample } from '../../../src/data/transforms/crop.ts';
import { IGNORE_INDEX } from '../../../src/tasks/semantic/mask.ts';
import { coordinateSample } from '../../helpers/data.ts';

const side = fc.integer({ min: 1, max: 24 });
const offset = fc.integer({ min: -30, max: 30 });

test('every pixel of the window is the one at its place in the sample, or black and ignored beyond it', (t) => {
  fc.assert(
    fc.property(side, side, side, side, offset, offset, (rows, columns, height, width, top, left) => {
      const sample = coordinateSample(rows, columns);
      const cut = cropSample(sample, { top, left, height, width });
      t.deepEqual(
        [cut.height, cut.width, cut.mask.length, cut.image.length],
        [height, width, height * width, 3 * height * width],
      );
      for (let pixel = 0; pixel < height * width; pixel++) {
        const [row, column] = [top + Math.floor(pixel / width), left + (pixel % width)];
        const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
        const rgb = [...cut.image.subarray(pixel * 3, pixel * 3 + 3)];
        if (!isInside) t.deepEqual([...rgb, cut.mask[pixel]], [0, 0, 0, IGNORE_INDEX]);
        else t.deepEqual([...rgb, cut.mask[pixel]], [column, row, row + column, row + column]);
      }
    }),
    { numRuns: 60 },
  );
});
