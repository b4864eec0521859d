import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { expectTypeOf } from 'expect-type';
import sharp from 'sharp';
import { loadModel, TesseraError } from '../../src/index.ts';
import { newFolder } from '../helpers/tessera.ts';

const run = fileURLToPath(new URL('../fixtures/runs/format-1/runs/completed', import.meta.url));

test.serial('a run segments a photo file or pixels, at their own size', async (t) => {
  const folder = await newFolder();
  const photo = join(folder, 'ü photo.png');
  const data = Uint8Array.from({ length: 40 * 56 * 3 }, (_, at) => (at * 31) % 256);
  await sharp(data, { raw: { height: 40, width: 56, channels: 3 } })
    .png()
    .toFile(photo);

  const model = await loadModel(run);
  const { labels, width, height, ...rest } = await model.predict(photo);
  expectTypeOf(labels).toEqualTypeOf<Uint8Array>();
  t.deepEqual([height, width, labels.length], [40, 56, 40 * 56]);
  t.true(labels.every((label) => label < model.classes.length));
  t.false('probabilities' in rest);
  const pixels = await model.predict({ height: 40, width: 56, data }, { probabilities: true });
  t.deepEqual([...pixels.labels], [...labels]);
  const likeliest = Array.from(pixels.labels, (label, pixel) => {
    const own = pixels.probabilities!.subarray(pixel * 3, pixel * 3 + 3);
    return own[label] === Math.max(...own);
  });
  t.true(likeliest.every(Boolean));
  await t.throwsAsync(model.predict(join(folder, 'no.png')), { instanceOf: TesseraError, message: /file-missing/ });
  await model.close();
});

test.serial('tiles and test-time augmentation are options', async (t) => {
  const model = await loadModel(run, { tile: 32, overlap: 8, tta: 'flips' });
  const { labels } = await model.predict({ height: 40, width: 70, data: new Uint8Array(40 * 70 * 3).fill(99) });
  t.is(labels.length, 40 * 70);
  await model.close();
  await t.throwsAsync(loadModel(run, { tile: 33 }), { message: /bad-argument: expected a multiple of/ });
  await t.throwsAsync(loadModel(run, { tta: 'turns' }), { message: /bad-argument/ });
  await t.throwsAsync(loadModel('no-such-run'), { message: /run-missing/ });
});
