import test from 'ava';
import sharp from 'sharp';
import { decodeByLibrary, isJpeg, isLossless, isWebp, librarySize } from '../../../src/data/formats/jpeg-webp.ts';

const grey = sharp(Buffer.of(0, 9, 200, 255), { raw: { width: 2, height: 2, channels: 1 } });

test('grey stays one channel, and colours are three', async (t) => {
  const jpeg = await grey.clone().toColourspace('b-w').jpeg({ quality: 100 }).toBuffer();
  t.true(isJpeg(jpeg));
  t.false(isWebp(jpeg));
  t.deepEqual(await librarySize(jpeg), { height: 2, width: 2 });
  t.like(await decodeByLibrary(jpeg), { height: 2, width: 2, channels: 1, white: 255 });
  const webp = await grey.clone().webp({ lossless: true }).toBuffer();
  t.true(isWebp(webp));
  const raster = await decodeByLibrary(webp);
  t.is(raster.channels, 3);
  t.deepEqual([...raster.data.subarray(0, 6)], [0, 0, 0, 9, 9, 9]);
});

test('a WebP says whether it is lossless, after other chunks too', async (t) => {
  t.true(isLossless(await grey.clone().webp({ lossless: true }).toBuffer()));
  t.false(isLossless(await grey.clone().webp().toBuffer()));
  const withMetadata = await grey.clone().withMetadata({ orientation: 6 }).webp({ lossless: true }).toBuffer();
  t.is(withMetadata.toString('latin1', 12, 16), 'VP8X');
  t.true(isLossless(withMetadata));
});

test('several images are refused', async (t) => {
  const frames = sharp(Buffer.from([0, 9, 200, 255]), { raw: { width: 1, height: 4, channels: 1, pageHeight: 2 } });
  const file = await frames.webp({ lossless: true }).toBuffer();
  await t.throwsAsync(decodeByLibrary(file), { message: 'expected one image, the file has 2' });
});
