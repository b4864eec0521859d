import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { accountPhotos } from '../../../../src/data/annotations/coco/account-photos.ts';
import { newFolder } from '../../../helpers/tessera.ts';

test('photos are in a split, named without being in one, or not named', async (t) => {
  const folder = join(await newFolder(), 'train');
  await mkdir(folder);
  for (const file of ['a.jpg', 'b.jpg', 'c.jpg', '._a.jpg']) await writeFile(join(folder, file), '');
  const [a, b] = ['a.jpg', 'b.jpg'].map((file) => join(folder, file)) as [string, string];
  t.deepEqual(
    await accountPhotos({
      folders: [folder, folder],
      used: new Set([a]),
      named: new Set([a, b, '/gone.jpg']),
      lost: ['annotation 7'],
    }),
    {
      photos: 1,
      leftOver: [
        { what: 'photo without an instance', files: ['train/b.jpg'] },
        { what: 'file that no instances file names', files: ['train/c.jpg'] },
        { what: 'annotation without a photo', files: ['annotation 7'] },
      ],
    },
  );
});
