import test from 'ava';
import sharp from 'sharp';
import { loadLibrary, openWith } from '../../../src/data/formats/library.ts';

test('the library is loaded once, and takes one thread for a file', async (t) => {
  const loaded = await loadLibrary();
  t.is(await loadLibrary(), loaded);
  t.is(loaded.concurrency(), 1);
});

test('a file that is cut short is an error, not a grey rest', async (t) => {
  const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919) % 251));
  const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .jpeg()
    .toBuffer();
  const library = await loadLibrary();
  await t.notThrowsAsync(openWith(library, whole).raw().toBuffer());
  await t.throwsAsync(
    openWith(library, whole.subarray(0, whole.length / 2))
      .raw()
      .toBuffer(),
  );
});
