import test from 'ava';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { keepExtremes } from '../../src/evaluations/extremes.ts';
import { drawPhotos, shownPhotos } from '../../src/evaluations/shown-photos.ts';
import { classes, photoOf } from './_photos.ts';

function extremes() {
  const kept = keepExtremes(1, 2);
  kept.add(photoOf('bad.jpg', [1, 255], [0, 2]), 0.25);
  kept.add(photoOf('good.jpg', [1, 2], [1, 2]), 1);
  return kept;
}

test('the worst and the best photos are listed with their files', (t) => {
  const files = (name: string) => ({
    image: `photos/${name}.webp`,
    truth: `photos/${name}-truth.png`,
    prediction: `photos/${name}-prediction.png`,
  });
  t.deepEqual(shownPhotos(extremes()), [
    { place: 'worst', rank: 1, photo: 'bad.jpg', score: 0.25, ...files('worst-1') },
    { place: 'best', rank: 1, photo: 'good.jpg', score: 1, ...files('best-1') },
  ]);
});

test('masks have the colours of their classes; class 0 is transparent, ignored pixels are white', async (t) => {
  const drawn = new Map(await drawPhotos(extremes(), classes));
  t.deepEqual(
    [...drawn.keys()],
    [
      'worst-1.webp',
      'worst-1-truth.png',
      'worst-1-prediction.png',
      'best-1.webp',
      'best-1-truth.png',
      'best-1-prediction.png',
    ].map((name) => `photos/${name}`),
  );
  const pixels = (name: string) => [...decode(drawn.get(`photos/${name}.png`)!).data];
  t.deepEqual(pixels('worst-1-truth'), [200, 0, 100, 255, 255, 255, 255, 255]);
  t.deepEqual(pixels('worst-1-prediction'), [0, 0, 0, 0, 0, 100, 200, 255]);
  const { width, height, format } = await sharp(drawn.get('photos/best-1.webp')).metadata();
  t.deepEqual([width, height, format], [2, 1, 'webp']);
});

test('a class that a plugin gives no colour is transparent', async (t) => {
  const without = classes.map(({ name }) => ({ name })) as unknown as typeof classes;
  const drawn = new Map(await drawPhotos(extremes(), without));
  const pixels = [...decode(drawn.get('photos/best-1-truth.png')!).data];
  t.true(pixels.every((level) => level === 0));
});
