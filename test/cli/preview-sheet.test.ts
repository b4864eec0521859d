import test from 'ava';
import { decode } from 'fast-png';
import { previewSheet } from '../../src/cli/preview-sheet.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Sample, SampleSource } from '../../src/data/sample.ts';
import type { Augmentation } from '../../src/registry/index.ts';

/** A sample of one colour, whose red is its index. */
const plain = (index: number): Sample => ({
  name: `sample-${index}`,
  height: 32,
  width: 32,
  image: Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) => (at % 3 === 0 ? index : 0)),
  mask: new Uint8Array(32 * 32),
});

const unreadable = () =>
  Promise.reject(new TesseraError({ code: 'bad-image', message: 'expected an image that can be decoded' }));

function datasetOf(length: number, read: SampleSource['read'] = async (index) => plain(index)): Dataset {
  const train: SampleSource = { length, name: (index) => `sample-${index}`, read };
  return {
    classes: [{ name: 'ground', color: [0, 0, 0] }],
    splits: { train },
    imageSize: { height: 32, width: 32 },
    interpolation: 'bilinear',
  } as unknown as Dataset;
}

/** The red of the upper left pixel of every cell: a row for each sample, its image and overlay side by side. */
async function redsOf(sheet: Promise<Uint8Array>): Promise<number[][]> {
  const { data, width, height, channels } = decode(await sheet);
  const isCell = (x: number, y: number) => data[(y * width + x) * channels + 1] === 0;
  const rows: number[][] = [];
  // A cell's pixels have no green, and everything around the cells has some.
  const column = (y: number) => Array.from({ length: width }, (_, x) => x).filter((x) => isCell(x, y));
  for (let y = 0; y < height; y++) {
    const cells = column(y).filter((x, position, all) => position === 0 || all[position - 1] !== x - 1);
    const whole = cells.filter((x) => Array.from({ length: 32 }, (_, by) => isCell(x + by, y)).every(Boolean));
    if (whole.length === 0) continue;
    rows.push(whole.map((x) => data[(y * width + x) * channels]!));
    y += 31;
  }
  return rows;
}

test('samples are spread evenly over the training split', async (t) => {
  t.deepEqual(await redsOf(previewSheet(datasetOf(10), [], { count: 4, seed: 0 })), [
    [0, 0],
    [2, 2],
    [5, 5],
    [7, 7],
  ]);
});

test('a split with fewer samples is shown whole', async (t) => {
  t.deepEqual(await redsOf(previewSheet(datasetOf(2), [], { count: 4, seed: 0 })), [
    [0, 0],
    [1, 1],
  ]);
});

test('a sample is followed by two augmented versions, as the first two epochs draw them', async (t) => {
  const drawn: number[] = [];
  const brighter: Augmentation = (sample, random) => {
    drawn.push(random.uniform());
    return { ...sample, image: sample.image.map((value, at) => (at % 3 === 0 ? value + 100 : value)) };
  };
  const sheet = () => previewSheet(datasetOf(2), [brighter], { count: 2, seed: 3 });
  t.deepEqual(await redsOf(sheet()), [
    [0, 0, 100, 100, 100, 100],
    [1, 1, 101, 101, 101, 101],
  ]);
  const first = drawn.splice(0);
  t.is(new Set(first).size, 4, 'each version is another one');
  await sheet();
  t.deepEqual(drawn, first, 'the same seed gives the same versions');
});

test('a sample that cannot be read is left out', async (t) => {
  const dataset = datasetOf(3, (index) => (index === 1 ? unreadable() : Promise.resolve(plain(index))));
  t.deepEqual(await redsOf(previewSheet(dataset, [], { count: 3, seed: 0 })), [
    [0, 0],
    [2, 2],
  ]);
});

test('if none can be read there is no sheet, and any other error is thrown', async (t) => {
  const error = await t.throwsAsync(previewSheet(datasetOf(3, unreadable), [], { count: 3, seed: 0 }), {
    instanceOf: TesseraError,
  });
  t.is(error?.problems[0]?.code, 'empty-split');
  const broken = datasetOf(3, () => Promise.reject(new Error('the disk is gone')));
  await t.throwsAsync(previewSheet(broken, [], { count: 3, seed: 0 }), { message: 'the disk is gone' });
});

test('photos that keep their size are shown at one that fits on a sheet', async (t) => {
  const [height, width] = [2048, 20];
  const image = new Uint8Array(height * width * 3);
  const large = datasetOf(1, async () => ({
    name: 'high',
    height,
    width,
    image,
    mask: new Uint8Array(height * width),
  }));
  const none = { ...large, resize: { train: 'none', val: 'none', test: 'none' } } as const;
  // 2048 x 20 is drawn as 1024 x 10: a row of captions, the sample with gaps of 4, and the legend.
  const sheet = decode(await previewSheet(none, [], { count: 1, seed: 0 }));
  t.true(sheet.height > 1024 && sheet.height < 1200, `${sheet.height}`);
});
