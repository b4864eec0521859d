import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

test('each of the four turns comes up about as often', async (t) => {
  const turn = await buildAugmentation({ type: 'random-rotate90', p: 1 });
  const sample = coordinateSample(4, 4);
  const seen = new Map<number, number>();
  for (let seed = 0; seed < 400; seed++) {
    // The corner shows which of the source's corners was turned there: (column, row) of (0, 0), (3, 0), (3, 3), (0, 3).
    const [column, row] = turn(sample, createRandom(seed)).image;
    const corner = column! * 4 + row!;
    seen.set(corner, (seen.get(corner) ?? 0) + 1);
  }
  t.deepEqual(
    [...seen.keys()].sort((a, b) => a - b),
    [0, 3, 12, 15],
  );
  t.true([...seen.values()].every((count) => count > 70 && count < 130));
});
