import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { findGroups } from '../../../src/init/data/find-groups.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const pairsOf = (paths: readonly string[]) => paths.map((path) => ({ photo: dataFile(path), masks: [] }));
const groupsOf = (images: string, paths: readonly string[]) => findGroups({ images, pairs: pairsOf(paths) });

test('photos whose names begin with one patient belong together', (t) => {
  const paths = range(6).flatMap((patient) => [1, 2].map((slice) => `photos/p0${patient}_${slice}.png`));
  t.deepEqual(groupsOf('photos/*.png', paths), { group: '{group}_*', groups: 6, example: 'p01' });
  const dashed = range(7).flatMap((scene) => ['a', 'b'].map((side) => `scene ${scene}-${side}.png`));
  t.like(groupsOf('*.png', dashed), { group: '{group}-*', groups: 7 });
});

test('so do those in a folder of each', (t) => {
  const paths = range(6).flatMap((patient) => ['x', 'y'].map((name) => `photos/patient${patient}/${name}.png`));
  t.deepEqual(groupsOf('photos/*/*.png', paths), { group: '{group}/*', groups: 6, example: 'patient1' });
});

test('names of classes, dates of one day, and numbers are no groups', (t) => {
  const breeds = ['siamese', 'beagle', 'pug', 'boxer', 'bombay', 'birman'];
  const pets = breeds.flatMap((breed) => [1, 2].map((n) => `${breed}_${n}.jpg`));
  t.is(groupsOf('*.jpg', pets), undefined);
  t.is(
    groupsOf(
      '*.jpg',
      range(12).map((n) => `2024_${n}.jpg`),
    ),
    undefined,
    'all in one group',
  );
  t.is(
    groupsOf(
      '*.jpg',
      range(12).map((n) => `img${n}_1.jpg`),
    ),
    undefined,
    'each alone',
  );
  t.is(groupsOf('*.jpg', [...range(9).flatMap((n) => [`p${n}_1.jpg`, `p${n}_2.jpg`]), 'other.jpg']), undefined);
  const few = range(5).flatMap((n) => [`p${n}_1.jpg`, `p${n}_2.jpg`]);
  t.is(groupsOf('*.jpg', few), undefined, 'fewer than six');
  const uneven = [...range(6).map((n) => `p0_${n}.jpg`), ...range(6).flatMap((n) => [`p${n}_1.jpg`, `p${n}_2.jpg`])];
  t.is(groupsOf('*.jpg', uneven), undefined, 'a third of the photos in one');
});

test('a column of a list says it itself', (t) => {
  const pairs = pairsOf(range(6).map((n) => `${n}.png`));
  const list = (column: string, values: readonly string[]) => ({
    images: '1.png',
    pairs,
    list: { path: 'l.csv', lines: 6, fields: values.map((value) => ({ image: 'x', [column]: value })), missing: [] },
  });
  t.deepEqual(findGroups(list('Patient_ID', ['a', 'a', 'b', 'b', 'c', 'c'])), {
    group: 'Patient_ID',
    groups: 3,
    example: 'Patient_ID a',
  });
  t.is(findGroups(list('camera', ['a', 'a', 'b', 'b', 'c', 'c'])), undefined);
  t.is(findGroups(list('patient', ['a', 'b', 'c', 'd', 'e', 'f'])), undefined, 'each alone');
  t.is(findGroups(list('patient', ['a', 'a', 'b', 'b', 'c', ''])), undefined, 'one has none');
});
