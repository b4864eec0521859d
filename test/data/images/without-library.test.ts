import { writeFile } from 'node:fs/promises';
import { register } from 'node:module';
import test from 'ava';
import type { TesseraError } from '../../../src/core/errors/index.ts';
import { openImage, readImageSize } from '../../../src/data/images/read-image.ts';
import { openMask } from '../../../src/data/masks/open-mask.ts';
import { isUnreadable } from '../../../src/data/sources/unreadable.ts';
import { readPairs } from '../../../src/init/data/read-pairs.ts';
import { newFolder } from '../../helpers/tessera.ts';

// Every import of sharp fails here, as it does where its part for the platform isn't installed.
const hooks = `
export async function resolve(name, context, next) {
  if (name === 'sharp') throw new Error('Could not load the "sharp" module using the linux-x64 runtime');
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const photo = { path: 'x.jpg', folders: [], stem: 'x', suffix: '.jpg' };

for (const [what, read] of [
  ['a photo that would be decoded', (folder) => openImage(`${folder}/x.jpg`)],
  ['a photo that would be measured', (folder) => readImageSize(`${folder}/x.jpg`)],
  ['a mask', (folder) => openMask(`${folder}/x.jpg`, 'photo', (raster) => raster)],
  ['data that is looked at', (folder) => readPairs(folder, [{ photo, masks: [] }], { most: 1 })],
] as const satisfies readonly (readonly [string, (folder: string) => Promise<unknown>])[])
  test(`where the image library is missing, ${what} isn't blamed`, async (t) => {
    const folder = await newFolder();
    await writeFile(`${folder}/x.jpg`, Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
    const error = await t.throwsAsync<TesseraError>(read(folder));
    t.like(error.problems[0], { code: 'program-missing', hints: { 0: 'npm ci --include=optional' } });
    t.false(isUnreadable(error), 'so no sample is skipped for it');
  });
