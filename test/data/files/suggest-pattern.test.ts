import test from 'ava';
import { parsePattern } from '../../../src/data/files/path-pattern.ts';
import { suggestPattern } from '../../../src/data/files/suggest-pattern.ts';

const suggested = (pattern: string, ...files: string[]) => suggestPattern(parsePattern(pattern), files);

test('the suffix that most files have', (t) => {
  t.is(suggested('img/*.jpg', 'a.png', 'b.PNG', 'c.txt'), 'img/*.png');
  t.is(suggested('img/*.{jpg,gif}', 'a.png'), 'img/*.png');
});

test('photos in deeper folders', (t) => {
  t.is(suggested('img/*.jpg', 'x/a.jpg'), 'img/**/*.jpg');
  t.is(suggested('*.jpg', 'x/y/a.jpg'), '**/*.jpg');
  t.is(suggested('img/*/*/*.jpg', 'a.jpg'), 'img/**/*.jpg');
});

test('both at once, or nothing', (t) => {
  t.is(suggested('img/*.jpg', 'x/a.png'), 'img/**/*.png');
  t.is(suggested('img/*_mask.png', 'a.png'), undefined);
  t.is(suggested('img/*.jpg'), undefined);
});
