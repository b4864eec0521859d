import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { decode } from 'fast-png';
import {
  removePhoto,
  replacePhoto,
  tearPack,
  tearPhoto,
  writePhotos,
  type Harm,
} from '../../../proof/faults/photos.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function photos() {
  const folder = await newFolder();
  await writePhotos(folder);
  const file = join(folder, 'images', '00.png');
  const bytes = () => readFile(file).catch(() => undefined);
  return { folder, file, bytes };
}

test('photos are noise, light where the mask is 1', async (t) => {
  const { folder, file } = await photos();
  t.is((await readdir(join(folder, 'images'))).length, 20);
  t.deepEqual(await readdir(join(folder, 'masks')), await readdir(join(folder, 'images')));
  const [image, mask] = [decode(await readFile(file)), decode(await readFile(join(folder, 'masks', '00.png')))];
  t.deepEqual([image.width, image.height, image.channels, mask.channels], [32, 32, 3, 1]);
  const light = [...mask.data].map((label, at) => label === Number(image.data[3 * at]! >= 130));
  t.true(light.every(Boolean));
  t.is([...mask.data].filter(Boolean).length, 512);
});

test('each harm to a photo changes it and is taken back', async (t) => {
  const { folder, file, bytes } = await photos();
  const [whole, { size, mtimeMs }] = [await bytes(), await stat(file)];
  const harmed = async (harm: Harm) => {
    const mend = await harm(folder);
    const [now, there] = [await bytes(), await stat(file).catch(() => undefined)];
    await mend();
    t.deepEqual(await bytes(), whole);
    return { now, there };
  };
  t.is((await harmed(removePhoto)).now, undefined);
  t.is((await harmed(tearPhoto)).now?.length, size >> 1);
  const { now, there } = await harmed(replacePhoto);
  t.notDeepEqual(now, whole);
  t.is(there?.size, size);
  t.true(Math.abs(there!.mtimeMs - mtimeMs) < 1000);
});

test('a pack is cut in its half, and then gone', async (t) => {
  const folder = await newFolder();
  const pack = join(folder, '.cache', 'tessera', 'memmap-0123');
  await mkdir(pack, { recursive: true });
  await writeFile(join(pack, 'images.npy'), Buffer.alloc(1000));
  const mend = await tearPack(folder);
  t.is((await stat(join(pack, 'images.npy'))).size, 500);
  await mend();
  t.deepEqual(await readdir(join(folder, '.cache', 'tessera')), []);
});
