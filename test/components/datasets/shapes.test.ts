import test from 'ava';
import type { Sample } from '../../../src/data/sample.ts';
import { buildDataset, readAll } from '../../helpers/data.ts';

const shapes = (more: Record<string, unknown> = {}, seed = 0) =>
  buildDataset({ type: 'shapes', image_size: 48, train: 6, val: 2, test: 2, ...more }, { seed });

test('a sample is a pure function of seed, split and index', async (t) => {
  const [one, other] = [await shapes(), await shapes({ train: 20 })];
  t.deepEqual(await other.splits.train.read(5), await one.splits.train.read(5));
  t.notDeepEqual((await one.splits.train.read(0)).image, (await one.splits.val.read(0)).image);
  t.notDeepEqual((await one.splits.train.read(0)).image, (await (await shapes({}, 1)).splits.train.read(0)).image);
  t.deepEqual(await (await shapes({ seed: 0 }, 1)).splits.train.read(0), await one.splits.train.read(0));
});

test('the splits have the lengths asked for, at the size asked for', async (t) => {
  const { splits, imageSize } = await shapes({ image_size: [32, 40] });
  t.deepEqual([splits.train.length, splits.val.length, splits.test.length], [6, 2, 2]);
  const { height, width, image, mask } = await splits.train.read(0);
  t.deepEqual({ height, width }, imageSize);
  t.deepEqual([image.length, mask.length], [32 * 40 * 3, 32 * 40]);
});

test('masks hold background, disc, box and an ignored band, and nothing else', async (t) => {
  const { splits } = await shapes({ train: 40 });
  const seen = new Set((await readAll(splits.train)).flatMap(({ mask }) => [...mask]));
  t.deepEqual(
    [...seen].sort((a, b) => a - b),
    [0, 1, 2, 255],
  );
});

test('every edge between two classes is covered by the band', async (t) => {
  const { splits } = await shapes({ train: 10 });
  for (const { mask, width } of await readAll(splits.train)) {
    const touching = mask.findIndex((value, pixel) => {
      const right = (pixel + 1) % width === 0 ? value : mask[pixel + 1]!;
      const below = mask[pixel + width] ?? value;
      return [right, below].some((next) => next !== value && next !== 255 && value !== 255);
    });
    t.is(touching, -1);
  }
});

test('without a border no pixel but those right on an edge is ignored', async (t) => {
  const { splits } = await shapes({ border: 0 });
  const ignored = (await readAll(splits.train)).flatMap(({ mask }) => [...mask].filter((value) => value === 255));
  t.true(ignored.length < 10);
});

/** Mean colour of the pixels of a class over all samples. */
function meanColor(samples: readonly Sample[], classIndex: number): number[] {
  const sum = [0, 0, 0];
  let count = 0;
  for (const { image, mask } of samples) {
    mask.forEach((value, pixel) => {
      if (value !== classIndex) return;
      count++;
      for (let channel = 0; channel < 3; channel++) sum[channel]! += image[pixel * 3 + channel]!;
    });
  }
  return sum.map((value) => value / count);
}

test('at difficulty 0 classes differ in colour, at 1 they do not', async (t) => {
  const distance = async (difficulty: number) => {
    const samples = await readAll((await shapes({ difficulty, train: 150, image_size: 32 })).splits.train);
    const [disc, box] = [meanColor(samples, 1), meanColor(samples, 2)];
    return Math.hypot(...disc.map((value, channel) => value - box[channel]!));
  };
  t.true((await distance(0)) > 100);
  t.true((await distance(1)) < 30);
});
