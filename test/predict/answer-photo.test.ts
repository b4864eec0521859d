import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { TesseraError } from '../../src/core/errors/index.ts';
import { answerPhoto } from '../../src/predict/answer-photo.ts';
import type { Forward } from '../../src/predict/forward.ts';
import { classValues } from '../../src/predict/output/drawing.ts';
import { newFolder } from '../helpers/tessera.ts';

const classes = [
  { name: 'ground', color: [0, 0, 0] as const },
  { name: 'light', color: [255, 255, 0] as const },
];
const framing = { kind: 'tiles', tile: { height: 16, width: 16 }, overlap: 0 } as const;
const form = { classes, values: classValues(classes), framing };
const byRed: Forward = async (image) =>
  Float32Array.from({ length: (image.length / 3) * 2 }, (_, at) => (at % 2 === 0 ? 0 : image[(at >> 1) * 3]! - 128));

test('the answer has the size and the orientation in which viewers show the photo', async (t) => {
  const folder = await newFolder();
  const photo = join(folder, 'turned.jpg');
  // 16 wide and 8 high as stored, light at the left. Viewers turn it to the right: 8 wide, light at the top.
  const left = {
    input: { create: { width: 8, height: 8, channels: 3 as const, background: 'white' } },
    left: 0,
    top: 0,
  };
  await sharp({ create: { width: 16, height: 8, channels: 3, background: 'black' } })
    .composite([left])
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toFile(photo);
  const files = { labels: join(folder, 'l.png'), overlay: join(folder, 'o.png') };
  const answered = await answerPhoto({ photo, files, form }, byRed);
  t.like(answered, { height: 16, width: 8 });
  t.is(answered.shares[1]!.share, 0.5);
  t.true(answered.seconds > 0);
  const { data, info } = await sharp(files.labels).raw().toBuffer({ resolveWithObject: true });
  t.like(info, { height: 16, width: 8 });
  t.deepEqual([...data.subarray(0, 3), ...data.subarray(-3)], [255, 255, 0, 0, 0, 0]);
});

test('a photo that is not there is named', async (t) => {
  const folder = await newFolder();
  const files = { labels: join(folder, 'l.png'), overlay: join(folder, 'o.png') };
  const error = await t.throwsAsync(answerPhoto({ photo: join(folder, 'no.jpg'), files, form }, byRed), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]!.code, 'file-missing');
  t.regex(error.message, /no\.jpg/);
});
