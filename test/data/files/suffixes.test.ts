import test from 'ava';
import { withoutSuffix } from '../../../src/data/files/suffixes.ts';

test('capitals do not matter, and .jpg stands for .jpeg', (t) => {
  for (const file of ['a.jpg', 'a.JPG', 'a.jpeg', 'a.JPEG']) t.is(withoutSuffix(file, ['.jpg']), 'a', file);
  t.is(withoutSuffix('a.jpg', ['.jpeg']), 'a');
  t.is(withoutSuffix('a.TIFF', ['.tif']), 'a');
  t.is(withoutSuffix('a.png', ['.jpg']), undefined);
});

test('a suffix may be more than an extension, and the longest that fits counts', (t) => {
  t.is(withoutSuffix('A_L.PNG', ['_l.png']), 'A');
  t.is(withoutSuffix('a_L.jpeg', ['_L.jpg']), 'a');
  t.is(withoutSuffix('a_L.png', ['.png', '_L.png']), 'a');
  t.is(withoutSuffix('a.png', ['.jpg', '.png']), 'a');
});
