import { join } from 'node:path';
import test from 'ava';
import { isMorePrecise, kindByPattern, kindBySuffix, namedBy } from '../../../src/data/files/file-kind.ts';
import { parsePattern } from '../../../src/data/files/path-pattern.ts';

const root = '/data';

test('a suffix says what is a photo, and its name is the rest', (t) => {
  const kind = kindBySuffix('/data/images', ['.jpg', '_photo.png']);
  t.is(namedBy(kind, '/data/images/x/a.JPEG')?.name, 'x/a');
  t.is(namedBy(kind, '/data/images/a_photo.png')?.key, 'a');
  t.is(namedBy(kind, '/data/images/a.png'), undefined);
  t.is(namedBy(kind, '/data/images/.jpg'), undefined);
  t.is(namedBy(kind, '/data/images/x/.jpg'), undefined);
  t.is(namedBy(kind, '/data/images2/a.jpg'), undefined);
});

test('a pattern says the parts, and those with a name are fields', (t) => {
  const kind = kindByPattern(root, parsePattern('scans/{patient}/*_{side}.png'));
  t.is(kind.folder, join(root, 'scans'));
  const found = namedBy(kind, '/data/scans/p1/7_left.png')!;
  t.deepEqual(found.parts, ['p1', '7', 'left']);
  t.deepEqual(found.fields, { patient: 'p1', side: 'left' });
  t.is(found.key, 'p1/7_left');
  t.is(kindByPattern(root, parsePattern('a/*.png'), ([part]) => `<${part}>`).nameOf('b.png')?.key, '<b>');
});

test('the kind that fixes more of the path is more precise, of equals neither', (t) => {
  const photo = kindByPattern(root, parsePattern('*.png')).nameOf('a_mask.png')!;
  const mask = kindByPattern(root, parsePattern('*_mask.png')).nameOf('a_mask.png')!;
  t.true(isMorePrecise(mask, photo));
  t.false(isMorePrecise(photo, mask));
  t.false(isMorePrecise(photo, photo));
  t.true(isMorePrecise(photo, undefined));
  const outer = namedBy(kindBySuffix('/data', ['.png']), '/data/masks/a.png')!;
  const inner = namedBy(kindBySuffix('/data/masks', ['.png']), '/data/masks/a.png')!;
  t.true(isMorePrecise(inner, outer));
});
