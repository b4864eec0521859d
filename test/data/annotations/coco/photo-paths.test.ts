import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { photoPaths } from '../../../../src/data/annotations/coco/photo-paths.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const composed = 'K\u00e4fer.jpg';
const decomposed = 'Ka\u0308fer.jpg';

test('a name leads to the file whose accents are encoded in another way', async (t) => {
  for (const [named, stored] of [
    [composed, decomposed],
    [decomposed, composed],
  ] as const) {
    const folder = await newFolder();
    await writeFile(join(folder, stored), '');
    const pathOf = await photoPaths(folder, ['a.jpg', named]);
    t.is(pathOf(named), join(folder, stored));
    t.is(pathOf('a.jpg'), join(folder, 'a.jpg'));
  }
});

test('a name that leads to no file is kept, so that reading it tells', async (t) => {
  const folder = await newFolder();
  t.is((await photoPaths(folder, [composed]))(composed), join(folder, composed));
  t.is((await photoPaths(join(folder, 'none'), [composed]))(composed), join(folder, 'none', composed));
});
