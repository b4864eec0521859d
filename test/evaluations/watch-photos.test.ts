import test from 'ava';
import { watchPhotos } from '../../src/evaluations/watch-photos.ts';
import { photoOf } from './_photos.ts';

test('each photo has a score, the counts add up, and worst and best are kept', (t) => {
  const photos = watchPhotos(3, 1);
  photos.add(photoOf('good', [0, 0, 1], [0, 0, 1]));
  photos.add(photoOf('bad', [0, 1, 1], [0, 0, 0]));
  const { scores, extremes, confusion } = photos.result();
  t.deepEqual(
    scores.map(({ photo }) => photo),
    ['good', 'bad'],
  );
  t.deepEqual([extremes.worst()[0]!.name, extremes.best()[0]!.name], ['bad', 'good']);
  t.deepEqual(confusion, [
    [3, 0, 0],
    [2, 1, 0],
    [0, 0, 0],
  ]);
});

test('none are kept where none are to be shown', (t) => {
  const photos = watchPhotos(3, 0);
  photos.add(photoOf('one', [0], [0]));
  const { scores, extremes } = photos.result();
  t.deepEqual([scores.length, extremes.worst(), extremes.best()], [1, [], []]);
});
