import test from 'ava';
import { isPattern, parsePattern } from '../../../src/data/files/path-pattern.ts';

const parts = (pattern: string, path: string) => parsePattern(pattern).match(path)?.parts;
const name = (pattern: string, path: string) => parsePattern(pattern).match(path)?.name;

test('a path with a star or braces is a pattern', (t) => {
  for (const text of ['*.jpg', 'a/**/b.png', '{id}/photo.png', 'a.{jpg,png}']) t.true(isPattern(text), text);
  for (const text of ['images', 'a [b]/c?.png', 'one } two {']) t.false(isPattern(text), text);
});

test('the folder before the first wildcard is fixed', (t) => {
  t.is(parsePattern('leftImg8bit/train/*/*_leftImg8bit.png').folder, 'leftImg8bit/train');
  t.is(parsePattern('*.png').folder, '');
  t.is(parsePattern('/*.png').folder, '/');
  t.is(parsePattern('/data/{id}.png').folder, '/data');
});

test('a star stays within a name, two stars take any number of folders', (t) => {
  t.deepEqual(parts('*/*_leftImg8bit.png', 'aachen/1_leftImg8bit.png'), ['aachen', '1']);
  t.is(parts('*/*_leftImg8bit.png', 'x/aachen/1_leftImg8bit.png'), undefined);
  t.is(parts('*/*_leftImg8bit.png', '1_leftImg8bit.png'), undefined);
  t.deepEqual(parts('**/*.png', 'a/b/c.png'), ['a/b', 'c']);
  t.deepEqual(parts('**/*.png', 'c.png'), ['', 'c']);
  t.deepEqual(parts('scans/**/m/*.png', 'm/c.png'), ['', 'c']);
  t.is(parts('scans/**/m/*.png', 'xm/c.png'), undefined);
});

test('a wildcard takes as little as it can, and a named one something', (t) => {
  t.deepEqual(parts('{patient}_*.png', 'p1_slice_3.png'), ['p1', 'slice_3']);
  t.deepEqual(parts('{patient}_*_mask.png', 'p1_slice_3_mask.png'), ['p1', 'slice_3']);
  t.is(parts('{patient}_*.png', '_1.png'), undefined);
  t.deepEqual(parts('a*.png', 'a.png'), ['']);
});

test('a name that is repeated stands for the same text', (t) => {
  t.deepEqual(parts('{id}/images/{id}.png', 'ab/images/ab.png'), ['ab']);
  t.is(parts('{id}/images/{id}.png', 'ab/images/ac.png'), undefined);
  t.deepEqual(parts('{a}1/{a}0.png', 'x1/x0.png'), ['x']);
  t.deepEqual(
    parsePattern('{id}/*/{id}.png').wildcards.map((wildcard) => wildcard.name),
    ['id', undefined],
  );
});

test('alternatives, capitals, and two spellings of one format', (t) => {
  const pattern = 'photos/*.{jpg,PNG,tif}';
  for (const file of ['a.jpg', 'a.JPG', 'a.jpeg', 'a.png', 'a.tiff']) t.deepEqual(parts(pattern, file), ['a'], file);
  for (const file of ['a.gif', 'a.jpgx', 'ajpg', 'a.jp']) t.is(parts(pattern, file), undefined, file);
  t.deepEqual(parts('*_Mask.jpg', 'b_mask.JPEG'), ['b']);
  t.deepEqual(parts('{a,b}/*.png', 'b/c.png'), ['c']);
});

test('characters that mean something elsewhere are themselves', (t) => {
  t.deepEqual(parts('(1)+[x]/*.a$.png', '1/b'), undefined);
  t.deepEqual(parts('*(1)+[x].a$.png', 'q(1)+[x].a$.png'), ['q']);
  t.is(parts('*.png', 'axpng'), undefined);
});

test('accents are equal however they are encoded', (t) => {
  t.deepEqual(parts('é/*.png'.normalize('NFD'), 'é/ü.png'.normalize('NFC').slice(2)), ['ü']);
  t.is(name('*_é.png', 'ü_é.png'.normalize('NFD')), 'ü'.normalize('NFC'));
});

test('the name is the path up to the last wildcard', (t) => {
  t.is(name('*/*_leftImg8bit.png', 'aachen/1_leftImg8bit.png'), 'aachen/1');
  t.is(name('{p}_{s}.{jpg,png}', 'p1_3.png'), 'p1_3');
  t.is(name('*/photo.png', 'ab/photo.png'), 'ab');
  t.is(name('{id}/images/{id}.png', 'ab/images/ab.png'), 'ab');
  t.is(name('**/photo.png', 'photo.png'), 'photo');
  t.is(name('**/*.png', 'c.png'), 'c');
});

test('the ends are what follows the last wildcard, one for each alternative', (t) => {
  t.deepEqual(parsePattern('*/*_leftImg8bit.png').ends, ['_leftImg8bit.png']);
  t.deepEqual(parsePattern('*.{jpg,png}').ends, ['.jpg', '.png']);
  t.deepEqual(parsePattern('{id}/{id}.png').ends, ['.png']);
  t.deepEqual(parsePattern('*/photo.png').ends, ['/photo.png']);
});

test('parts fill a pattern to a path', (t) => {
  t.is(parsePattern('gt/*/*_labels.{png,gif}').fill(['aachen', '1']), 'aachen/1_labels.png');
  t.is(parsePattern('gt/**/*.png').fill(['a/b', 'c']), 'a/b/c.png');
  t.is(parsePattern('gt/**/*.png').fill(['', 'c']), 'c.png');
  t.is(parsePattern('{id}/{id}.png').fill(['x']), 'x/x.png');
  t.is(parsePattern('{id}/masks/*.png').fill(['x']), 'x/masks/*.png');
});

test('more fixed characters say more precisely what a file is', (t) => {
  t.true(parsePattern('*_mask.png').fixed > parsePattern('*.png').fixed);
});

const refused = (
  t: { throws: (call: () => void, expected: { message: RegExp }) => unknown },
  text: string,
  message: RegExp,
) => t.throws(() => void parsePattern(text), { message });

test('what is no pattern is refused with what it should be', (t) => {
  refused(t, 'images/**', /after `\*\*`, a file name such as `\*\.png` must follow/);
  refused(t, 'a**/b.png', /`\*\*` must be a whole folder/);
  refused(t, '*/{id.png', /a brace is not closed/);
  refused(t, '{a/b}.png', /a brace is not closed/);
  refused(t, '{}.png', /expected a name such as `\{patient\}`.*got `\{\}`/);
  refused(t, '{a b}.png', /expected a name/);
});
