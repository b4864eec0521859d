import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { noPairs, otherShapes, unreadable } from '../../../src/init/data/useless-data.ts';

const files = (...paths: readonly string[]) => paths.map(dataFile);

test('what is there is told where nothing belongs together', (t) => {
  const message = (...args: Parameters<typeof noPairs>) => noPairs(...args).problems[0]!.message;
  t.regex(message([], [], []), /got no photo among 0 files$/);
  t.regex(message([], [], files('a.txt')), /got no photo among 1 files: a\.txt$/);
  t.regex(message(files('a.jpg'), [], files('a.jpg')), /got 1 photos \(a\.jpg\), and no masks/);
  t.regex(message(files('a.jpg'), files('b.png'), []), /got photos such as a\.jpg and masks such as b\.png$/);
});

test('the first files that cannot be read are told', (t) => {
  const bad = ['one is damaged', 'two is empty', 'three is gone', 'four'];
  const [problem] = unreadable({ masks: [], sizes: [], bad }).problems;
  t.regex(problem!.message, /got none; the first: one is damaged$/);
  t.deepEqual(problem!.hints, ['two is empty', 'three is gone']);
});

test('the sizes of a photo and its mask are told', (t) => {
  const pairing = { images: 'p/*.jpg', masks: 'm/*.png', pairs: [], perObject: false, photosAlone: [], masksAlone: [] };
  const sizes = [{ photo: { height: 2, width: 3 }, orientation: 1, mask: { height: 5, width: 4 } }];
  const { message } = otherShapes(pairing, { masks: [], sizes, bad: [] }).problems[0]!;
  t.regex(message, /of p\/\*\.jpg and m\/\*\.png, the first photo is 3 x 2 and its mask 4 x 5 \(width x height\)$/);
});
