import test from 'ava';
import type { Interpolation } from '../../../src/data/dataset.ts';
import type { Placing } from '../../../src/data/resize/placing.ts';
import type { ImageSize } from '../../../src/data/sample.ts';
import { resizedSource } from '../../../src/data/sources/resized-source.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const size = { height: 2, width: 3 };
const placing = (to: ImageSize, interpolation: Interpolation, more: Partial<Placing> = {}): Placing => ({
  policy: 'cover',
  size: to,
  multiple: 1,
  interpolation,
  whole: false,
  scoredAt: 'input',
  ...more,
});
const source = { ...sourceOf([coordinateSample(4, 6)]), fingerprint: async () => 'files' };

test('every sample has the size that the source says', async (t) => {
  const resized = resizedSource(source, placing(size, 'nearest'));
  t.deepEqual(resized.size, size);
  const { height, width, mask } = await resized.read(0);
  // The nearest pixels are rows 1 and 3, columns 1, 3 and 5.
  t.deepEqual([height, width, ...mask], [2, 3, 2, 4, 6, 4, 6, 8]);
});

test('the fingerprint follows from the files, the size and the interpolation', async (t) => {
  const all = [
    resizedSource(source, placing(size, 'nearest')),
    resizedSource(source, placing(size, 'bilinear')),
    resizedSource(source, placing({ height: 2, width: 2 }, 'nearest')),
    resizedSource(source, placing(size, 'nearest', { policy: 'fit' })),
    resizedSource(source, placing(size, 'nearest', { whole: true })),
    resizedSource(source, placing(size, 'nearest', { whole: true, multiple: 8 })),
    resizedSource({ ...source, fingerprint: async () => 'others' }, placing(size, 'nearest')),
  ];
  t.is(new Set(await Promise.all(all.map((each) => each.fingerprint!()))).size, 7);
  t.is(resizedSource(sourceOf([]), placing(size, 'nearest')).fingerprint, undefined);
});

test('a survey is told of the photo as it is, and of the labels that are left of it', async (t) => {
  const { sample, facts } = await resizedSource(source, placing(size, 'nearest')).examine!(0);
  t.deepEqual([...sample.mask], [2, 4, 6, 4, 6, 8]);
  t.deepEqual([facts.photo!.height, facts.photo!.width], [4, 6]);
  t.deepEqual(facts.labels, [
    [2, 1],
    [4, 2],
    [6, 2],
    [8, 1],
  ]);
  const same = await resizedSource(source, placing({ height: 4, width: 6 }, 'nearest')).examine!(0);
  t.is(same.facts.labels, undefined);
});

test('samples that are packed already keep their fingerprint', async (t) => {
  t.is(
    await resizedSource(source, placing(size, 'nearest')).fingerprint!(),
    '["files",{"height":2,"width":3},"nearest"]',
  );
});

test('whole photos have sizes of their own, and keep the masks against which they are scored', async (t) => {
  const whole = resizedSource(
    source,
    placing({ height: 2, width: 2 }, 'nearest', { whole: true, scoredAt: 'original' }),
  );
  t.is(whole.size, undefined);
  const { sample, facts } = await whole.examine!(0);
  t.deepEqual(await whole.read(0), sample);
  const { mask, original, height, width } = sample;
  t.deepEqual([height, width, ...mask], [2, 3, 2, 4, 6, 4, 6, 8]);
  t.deepEqual(original!.mask, coordinateSample(4, 6).mask);
  t.deepEqual(original!.placement.photo, { height: 4, width: 6 });
  t.is(facts.labels, undefined, 'its pixels are counted as they are scored');
});
