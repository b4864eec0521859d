import test from 'ava';
import { decode } from 'fast-png';
import { keepExtremes } from '../../src/evaluations/extremes.ts';
import { drawPhotoSheet } from '../../src/evaluations/photo-sheet.ts';
import { classes, photoOf } from './_photos.ts';

const [captions, title] = [22, 22];

test('a photo is shown as its image, under its mask, and under the prediction; the worst come first', async (t) => {
  const extremes = keepExtremes(1, 4);
  extremes.add(photoOf('good', [1, 1, 1, 1], [1, 1, 1, 1]), 1);
  extremes.add(photoOf('bad', [2, 2, 2, 2], [1, 1, 1, 1]), 0);
  const { data, width, channels } = decode((await drawPhotoSheet(extremes, classes))!);
  const pixel = (x: number, y: number) => [
    ...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3),
  ];
  const row = captions + title + 4;
  t.deepEqual(
    [pixel(4, row), pixel(12, row), pixel(20, row)],
    [
      [100, 100, 100],
      [50, 100, 150],
      [150, 50, 100],
    ],
  );
  const second = row + 1 + 4 + title;
  t.deepEqual(
    [pixel(12, second), pixel(20, second)],
    [
      [150, 50, 100],
      [150, 50, 100],
    ],
  );
});

test('without a photo that has a score there is no sheet', async (t) => {
  t.is(await drawPhotoSheet(keepExtremes(2, 16), classes), undefined);
});
