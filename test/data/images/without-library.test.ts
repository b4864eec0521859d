import { register } from 'node:module';
import test from 'ava';
import type { TesseraError } from '../../../src/core/errors/index.ts';
import { openImage, readImageSize } from '../../../src/data/images/read-image.ts';
import { isUnreadable } from '../../../src/data/sources/unreadable.ts';
import { folderOf } from '../../helpers/folders.ts';

// Every import of sharp fails here, as it does where its part for the platform isn't installed.
const hooks = `
export async function resolve(name, context, next) {
  if (name === 'sharp') throw new Error('Could not load the "sharp" module using the linux-x64 runtime');
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

for (const [what, read] of [
  ['decoded', openImage],
  ['measured', readImageSize],
] as const)
  test(`where the image library is missing, a photo that would be ${what} isn't blamed`, async (t) => {
    const photo = `${await folderOf('photo.jpg')}/photo.jpg`;
    const error = await t.throwsAsync<TesseraError>(read(photo));
    t.like(error.problems[0], { code: 'program-missing', hints: { 0: 'npm ci --include=optional' } });
    t.false(isUnreadable(error), 'so no sample is skipped for it');
  });
