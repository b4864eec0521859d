import test from 'ava';
import { resizedSource } from '../../../src/data/sources/resized-source.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const size = { height: 2, width: 3 };
const source = { ...sourceOf([coordinateSample(4, 6)]), fingerprint: async () => 'files' };

test('every sample has the size that the source says', async (t) => {
  const resized = resizedSource(source, size, 'nearest');
  t.deepEqual(resized.size, size);
  const { height, width, mask } = await resized.read(0);
  // The nearest pixels are rows 1 and 3, columns 1, 3 and 5.
  t.deepEqual([height, width, ...mask], [2, 3, 2, 4, 6, 4, 6, 8]);
});

test('the fingerprint follows from the files, the size and the interpolation', async (t) => {
  const all = [
    resizedSource(source, size, 'nearest'),
    resizedSource(source, size, 'bilinear'),
    resizedSource(source, { height: 2, width: 2 }, 'nearest'),
    resizedSource({ ...source, fingerprint: async () => 'others' }, size, 'nearest'),
  ];
  t.is(new Set(await Promise.all(all.map((each) => each.fingerprint!()))).size, 4);
  t.is(resizedSource(sourceOf([]), size, 'nearest').fingerprint, undefined);
});

test('a survey is told of the photo as it is, and of the labels that are left of it', async (t) => {
  const { sample, facts } = await resizedSource(source, size, 'nearest').examine!(0);
  t.deepEqual([...sample.mask], [2, 4, 6, 4, 6, 8]);
  t.deepEqual([facts.photo!.height, facts.photo!.width], [4, 6]);
  t.deepEqual(facts.labels, [
    [2, 1],
    [4, 2],
    [6, 2],
    [8, 1],
  ]);
  const same = await resizedSource(source, { height: 4, width: 6 }, 'nearest').examine!(0);
  t.is(same.facts.labels, undefined);
});
