import test from 'ava';
import fc from 'fast-check';
import { resizeBilinear } from '../../../src/data/resize/resize-bilinear.ts';
import { placeCropped } from '../../../src/data/resize/placement.ts';
import { planOf, stretchTo } from '../../../src/data/resize/resize-plan.ts';

const side = fc.integer({ min: 1, max: 40 });
const size = fc.record({ height: side, width: side });

test('an image of one colour stays of that colour, whatever the sizes', (t) => {
  fc.assert(
    fc.property(size, size, fc.integer({ min: 0, max: 255 }), (from, to, level) => {
      const image = new Uint8Array(from.height * from.width * 3).fill(level);
      const resized = resizeBilinear(image, from, planOf(placeCropped(from, { policy: 'cover', size: to })));
      t.deepEqual(resized, new Uint8Array(to.height * to.width * 3).fill(level));
    }),
    { numRuns: 80 },
  );
});

test('half the size averages with the weights of a triangle: 3, 3, 1 at an edge', (t) => {
  const image = Uint8Array.from([0, 0, 0, 200].flatMap((level) => [level, level, level]));
  const halved = resizeBilinear(image, { height: 1, width: 4 }, stretchTo({ height: 1, width: 2 }));
  // (3 * 0 + 3 * 0 + 1 * 0) / 7 and (1 * 0 + 3 * 0 + 3 * 200) / 7 = 85.7
  t.deepEqual([halved[0], halved[3]], [0, 86]);
});
