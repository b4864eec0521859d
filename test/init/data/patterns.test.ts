import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { namePattern, pathPattern, suffixPattern } from '../../../src/init/data/patterns.ts';

const files = (...paths: string[]) => paths.map(dataFile);

test('several suffixes are a choice, the most frequent first, two spellings of one are one', (t) => {
  t.is(suffixPattern(files('a.png')), '.png');
  t.is(suffixPattern(files('a.png', 'b.jpeg', 'c.JPG')), '.{jpg,png}');
  t.is(suffixPattern(files('a.jpg', 'b.jpeg')), '.jpg');
  t.is(suffixPattern(files('a.tiff', 'b.tif', 'c.bmp')), '.{tif,bmp}');
  t.is(suffixPattern([]), '');
});

test('a folder that varies is a star, unless a wildcard stands for it', (t) => {
  t.is(pathPattern(['data', undefined, 'img', undefined], '*.png'), 'data/*/img/*/*.png');
  t.is(pathPattern(['data', undefined, 'img', undefined], '*.png', ['{split}']), 'data/{split}/img/*/*.png');
  t.is(pathPattern(['data', undefined, undefined], 'x', [undefined, '*annot']), 'data/*/*annot/x');
  t.is(pathPattern(['data', '**'], '*.png'), 'data/**/*.png');
  t.is(pathPattern([], 'x.png'), 'x.png');
});

test('a name is a star between its head and tail', (t) => {
  t.is(namePattern({ head: 'img_', tail: '_rgb' }, files('img_1_rgb.png')), 'img_*_rgb.png');
});
