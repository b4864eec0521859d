import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { predictWith, type PredictWithOptions } from '../../src/inference/predict-with.ts';
import type { OpenModel } from '../../src/inference/open-model.ts';
import type { MaskValue } from '../../src/registry/index.ts';
import { newFolder } from '../helpers/tessera.ts';

/** A network of two classes that looks at red only, and notes what it is asked. */
function byRed(values?: readonly MaskValue[]) {
  const asked: string[] = [];
  const model: OpenModel = {
    name: 'x-1a2b',
    weights: 'abc',
    classes: [
      { name: 'ground', color: [0, 0, 0] },
      { name: 'light', color: [255, 255, 0] },
    ],
    resize: { policy: 'none', size: { height: 8, width: 8 }, multiple: 8 },
    interpolation: 'bilinear',
    async forward(images, count, { height, width }) {
      asked.push(`${count} of ${height} x ${width}`);
      const length = count * height * width * 2;
      return Float32Array.from({ length }, (_, at) => (at % 2 === 0 ? 0 : images[(at >> 1) * 3]! - 128));
    },
    maskValues: async () => values,
    close: () => Promise.resolve(),
  };
  return { asked, model };
}

async function photosOf(...reds: number[]) {
  const folder = await newFolder();
  const photos = reds.map((red) => ({ file: join(folder, `${red}.png`), within: `${red}.png` }));
  for (const [index, r] of reds.entries()) {
    const background = { r, g: 0, b: 0 };
    await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toFile(photos[index]!.file);
  }
  const options: PredictWithOptions = {
    photos,
    output: join(folder, 'answers'),
    values: 'classes',
    batchSize: 2,
    workers: 0,
    observer: { failedLater: () => undefined },
  };
  const label = async (name: string) => decode(await readFile(join(options.output, 'labels', `${name}.png`))).data[0];
  return { options, label };
}

test('photos go to the network in batches, and their answers into files', async (t) => {
  const { options, label } = await photosOf(10, 200, 30);
  const { asked, model } = byRed();
  t.like(await predictWith(model, options), { answered: 3, kept: 0 });
  // Which photos are decoded in time for a batch is not known.
  const counts = asked.map((text) => Number(/^([12]) of 8 x 8$/.exec(text)?.[1]));
  t.is(
    counts.reduce((sum, count) => sum + count, 0),
    3,
  );
  t.deepEqual(await Promise.all(['10', '200', '30'].map(label)), [0, 1, 0]);
});

test("label maps may have the dataset's own values, if a PNG can store them", async (t) => {
  const { options, label } = await photosOf(200);
  const own = { ...options, values: 'dataset' } as const;
  await predictWith(byRed([3, 77]).model, own);
  t.is(await label('200'), 77);
  await t.throwsAsync(predictWith(byRed().model, own), { message: /bad-argument: .*x-1a2b, of which none are known/ });
  await t.throwsAsync(predictWith(byRed([0, 256]).model, own), { message: /got the values 0, 256/ });
});

test('an interrupt ends the asking, with its reason', async (t) => {
  const { options } = await photosOf(10, 200, 30, 40, 50);
  const stop = new AbortController();
  const { model, asked } = byRed();
  const forward: OpenModel['forward'] = (...args) => {
    stop.abort(new Error('stop'));
    return model.forward(...args);
  };
  await t.throwsAsync(predictWith({ ...model, forward }, { ...options, batchSize: 1, signal: stop.signal }), {
    message: 'stop',
  });
  t.true(asked.length < 5);
  const { answered, kept } = await predictWith(model, options);
  t.is(answered + kept, 5);
});
