import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { PhotoTask } from '../../src/predict/answer-photo.ts';
import type { Forward } from '../../src/predict/forward.ts';
import { classValues } from '../../src/predict/output/drawing.ts';
import { photoAnswerer } from '../../src/predict/photo-threads.ts';
import { newFolder } from '../helpers/tessera.ts';

const classes = [
  { name: 'ground', color: [0, 0, 0] as const },
  { name: 'light', color: [255, 255, 0] as const },
];
const byRed: Forward = async (image) =>
  Float32Array.from({ length: (image.length / 3) * 2 }, (_, at) => (at % 2 === 0 ? 0 : image[(at >> 1) * 3]! - 128));

async function tasks(...names: string[]): Promise<PhotoTask[]> {
  const folder = await newFolder();
  const framing = { kind: 'tiles', tile: { height: 8, width: 8 }, overlap: 0 } as const;
  for (const [index, name] of names.filter((one) => one !== 'bad').entries()) {
    const background = { r: 60 * (index + 2), g: 0, b: 0 };
    await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toFile(join(folder, name));
  }
  return names.map((name) => ({
    photo: join(folder, name),
    files: { labels: join(folder, `${name}.labels`), overlay: join(folder, `${name}.overlay`) },
    form: { classes, values: classValues(classes), framing },
  }));
}

test('a thread answers as this process does, asking its network; errors come back as they were', async (t) => {
  const stop = new Error('stop');
  const forward: Forward = async (image, size) => {
    if (image[0] === 240) throw stop;
    return byRed(image, size);
  };
  for (const count of [0, 1]) {
    const [dark, light, last, bad] = await tasks('a', 'b', 'c', 'bad');
    const answerer = photoAnswerer(count, forward);
    const results = await Promise.allSettled([dark!, light!, last!, bad!].map((task) => answerer.answer(task)));
    t.like(results[0], { status: 'fulfilled', value: { height: 8, width: 8 } });
    const shares = results.map((result) => result.status === 'fulfilled' && result.value.shares[1]!.share);
    t.deepEqual(shares, [0, 1, false, false], `${count} threads`);
    t.like(results[2], { status: 'rejected', reason: stop });
    const reasons = results.map((result) => result.status === 'rejected' && String(result.reason));
    t.regex(String(reasons[3]), /TesseraError: file-missing.*bad/);
    t.is((await readFile(light!.files.labels)).toString('latin1', 1, 4), 'PNG');
    await answerer.close();
  }
});

test('a thread that ends by itself names the photos that it worked on', async (t) => {
  const [task] = await tasks('a');
  let close = () => Promise.resolve();
  const answerer = photoAnswerer(1, (image, size) => {
    void close();
    return byRed(image, size);
  });
  close = () => answerer.close();
  const error = await t.throwsAsync(answerer.answer(task!), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'sample-failed');
  t.true(error.message.includes(task!.photo));
  await t.throwsAsync(answerer.answer(task!), { is: error });
});
