import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import type { Pairing } from '../../../src/init/data/pair-files.ts';
import type { ReadPairs } from '../../../src/init/data/read-pairs.ts';
import { badPairs, othersAlone, pairsFound } from '../../../src/init/data/tell-pairs.ts';

const pair = (name: string) => ({ photo: dataFile(`p/${name}.jpg`), masks: [dataFile(`m/${name}.png`)] });
const pairing: Pairing = {
  images: 'p/*.jpg',
  masks: 'm/*.png',
  pairs: [pair('a'), pair('b')],
  perObject: false,
  photosAlone: [],
  masksAlone: [],
};
const size = { photo: { height: 1, width: 1 }, orientation: 1, mask: { height: 1, width: 1 } };
const all: ReadPairs = { masks: [], sizes: [size, size], bad: [] };

test('pairs are told by their patterns or their list, and how many were looked at if not all', (t) => {
  t.is(pairsFound(pairing, all), '2 photos with masks: p/*.jpg and m/*.png');
  t.is(
    pairsFound({ ...pairing, perObject: true }, { ...all, sizes: [size] }),
    '2 photos with masks of their objects: p/*.jpg and m/*.png; 1 were looked at',
  );
  const list = { path: 'all.csv', lines: 2, fields: [], missing: [] };
  t.is(pairsFound({ ...pairing, list }, all), '2 photos with masks, as all.csv lists them');
});

test('each reason why samples are refused is a line', (t) => {
  t.deepEqual(badPairs(pairing, all, 0), []);
  const list = { path: 'all.csv', lines: 4, fields: [], missing: [dataFile('p/x.jpg'), dataFile('p/y.jpg')] };
  const bad = { ...all, bad: ['the mask m/a.png cannot be read: it ends early', 'another'] };
  t.deepEqual(badPairs({ ...pairing, photosAlone: [dataFile('p/c.jpg')], list }, bad, 1), [
    '1 photo has no mask: p/c.jpg',
    '2 lines of all.csv without its files: p/x.jpg, p/y.jpg',
    '1 mask has another shape than the photo',
    "2 files can't be read: the mask m/a.png cannot be read: it ends early",
  ]);
});

test('photos without masks in a folder that is no split are no fault', (t) => {
  const photosAlone = [dataFile('test/c.jpg'), dataFile('p/d.jpg')];
  const splitFolder = ({ folders }: { readonly folders: readonly string[] }) => folders[0]!;
  t.deepEqual(badPairs({ ...pairing, photosAlone, splitFolder }, all, 0), ['1 photo has no mask: p/d.jpg']);
});

test('masks of no photo are told with the first three', (t) => {
  t.deepEqual(othersAlone(pairing), []);
  const masksAlone = ['w', 'x', 'y', 'z'].map((name) => dataFile(`m/${name}.png`));
  t.deepEqual(othersAlone({ ...pairing, masksAlone }), [
    '4 files among the masks not used: m/w.png, m/x.png, m/y.png, ... (4 in all)',
  ]);
});
