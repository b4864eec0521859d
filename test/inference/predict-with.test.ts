import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { predictWith, type PredictWithOptions } from '../../src/inference/predict-with.ts';
import { openModel, type OpenModel } from '../../src/inference/open-model.ts';
import type { MaskValue } from '../../src/registry/index.ts';
import { classCounts, confusionOf, sumConfusions } from '../../src/tasks/semantic/confusion.ts';
import { photo, writePets } from '../helpers/photos.ts';
import { newFolder, tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

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

test.serial("photos of the test split get the label maps that `test` scores at the photos' own size", async (t) => {
  const sizes = [
    [40, 60],
    [50, 36],
    [64, 64],
  ] as const;
  const shots = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) => {
    const [height, width] = sizes[index % 3]!;
    return photo(name, 1 + (index % 2), [1, 2], height, width);
  });
  const pets = await writePets(shots.slice(0, 3), shots.slice(3));
  for (const { name, height, width } of shots) {
    // Squares of 8 pixels in many colours.
    const pixels = Uint8Array.from({ length: height * width * 3 }, (_, at) => {
      const [row, column] = [Math.floor(at / 3 / width) >> 3, (Math.floor(at / 3) % width) >> 3];
      return (row * 83 + column * 149 + (at % 3) * 67) % 256;
    });
    await sharp(pixels, { raw: { height, width, channels: 3 } })
      .jpeg()
      .toFile(pets.image(name));
  }
  const dataset = `dataset: {type: oxford-iiit-pet, root: ${pets.root}, image_size: 32, evaluate_at: original, split: {train: 0.7}, allow_empty: [cat, dog]}`;
  const text = tinyExperiment.replace(/dataset: .*/, dataset).replace('lr: 1e-2', 'lr: 1e-1');
  const { directory, result } = await trainTiny(text.replace('batch_size: 4', 'batch_size: 1'));

  const model = await openModel(directory, { ...loadOptions(), runs: 'runs' });
  const tests = shots.slice(3);
  const output = join(await newFolder(), 'answers');
  const photos = tests.map(({ name }) => ({ file: pets.image(name), within: `${name}.jpg` }));
  const observer = { failedLater: () => undefined };
  await predictWith(model, { photos, output, values: 'classes', batchSize: 2, workers: 0, observer });
  await model.close();
  const confusions = await Promise.all(
    tests.map(async ({ name, species, trimap, height, width }) => {
      const labels = decode(await readFile(join(output, 'labels', `${name}.png`)));
      t.like(labels, { height, width });
      const mask = trimap.map((value) => (value === 1 ? species : 0));
      return confusionOf(labels.data, mask, 3);
    }),
  );
  const ious = classCounts(sumConfusions(confusions, 3)).map(
    ({ truePositives, falseNegatives, falsePositives }) =>
      truePositives / (truePositives + falseNegatives + falsePositives),
  );
  const scored = result.test!.metrics['iou/macro/dataset']!.perClass;
  t.deepEqual(
    ious.map((value) => value.toFixed(9)),
    scored.map((value) => value!.toFixed(9)),
  );
  t.true(ious.filter((value) => value > 0.01).length > 1, 'the network says more than one class');
});
