import test from 'ava';
import { sizeOfLabels, sizeToRead } from '../../../src/demo/page/photo-size.ts';

test('photos of usual sizes are read and answered at their own size', (t) => {
  const photo = { height: 3000, width: 4000 };
  t.is(sizeToRead(photo, 'cover'), photo);
  t.is(sizeOfLabels(photo), photo);
});

test('a huge photo keeps its shape and is read with at most 50 megapixels, and answered with at most 16', (t) => {
  const photo = { height: 10_000, width: 20_000 };
  t.deepEqual(sizeToRead(photo, 'fit'), { height: 5000, width: 10_000 });
  t.deepEqual(sizeOfLabels(photo), { height: 2828, width: 5656 });
  t.deepEqual(sizeToRead({ height: 1, width: 200_000_000 }, 'cover'), { height: 1, width: 100_000_000 });
});

test('a network that takes photos at their own size gets at most 4 megapixels', (t) => {
  t.deepEqual(sizeToRead({ height: 4000, width: 4000 }, 'none'), { height: 2000, width: 2000 });
  const small = { height: 2000, width: 2000 };
  t.is(sizeToRead(small, 'none'), small);
});
