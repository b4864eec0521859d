import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { checkpointOf } from '../../src/trained/trained.ts';
import { testRun, type TestObserver } from '../../src/trained/test-run.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import type { LoadedExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { baseContext } from '../../src/registry/index.ts';
import { loadForTest } from '../../src/trained/load-for-test.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

function observer() {
  const calls: string[] = [];
  const watching: TestObserver = {
    prepared: (done, total) => calls.push(`prepared ${done} of ${total}`),
    skipped: ({ name }) => calls.push(`skipped ${name}`),
    tested: (done, total) => calls.push(`tested ${done} of ${total}`),
    failedLater: (error) => calls.push(String(error)),
  };
  return { calls, watching };
}

test.serial('testing a run again gives what its result says, and leaves no tensor', async (t) => {
  const { directory, result: atTheEnd } = await trainTiny();
  const trained = checkpointOf(await openTrainedRun(directory, loadOptions()));
  const { calls, watching } = observer();
  const before = tf.memory().numTensors;
  const tested = await testRun(trained, { split: 'test', observer: watching });
  const { classes, result, scores, confusion, extremes } = tested;
  t.is(tf.memory().numTensors, before);
  t.deepEqual(result, atTheEnd.test);
  t.deepEqual(
    classes.map(({ name }) => name),
    atTheEnd.classes,
  );
  t.deepEqual(
    scores.map(({ photo, height, width }) => [photo, height, width]),
    Array.from({ length: 4 }, (_, index) => [`test-000${index}`, 32, 32]),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  t.is(mean(scores.map(({ score }) => score)), result.metrics['iou/macro/image']!.value);
  const pixels = ({ truePositives, falseNegatives }: (typeof scores)[number]) =>
    [...truePositives, ...falseNegatives].reduce((sum, count) => sum + count, 0);
  t.is(
    confusion.flat().reduce((sum, count) => sum + count),
    scores.map(pixels).reduce((sum, count) => sum + count),
  );
  const weighted = scores.reduce((sum, score) => sum + score.loss * pixels(score), 0);
  const loss = weighted / scores.reduce((sum, score) => sum + pixels(score), 0);
  t.true(Math.abs(loss - result.loss) < 1e-6, `${loss} and ${result.loss}`);
  t.deepEqual(
    [...extremes.worst(), ...extremes.best()].map(({ name }) => name).sort(),
    scores.map(({ photo }) => photo),
  );
  t.deepEqual(calls.at(-1), 'tested 4 of 4');
  t.true(calls.includes('prepared 4 of 4'), calls.join());
});

test.serial('with test-time augmentation the figures are others, and no tensor stays', async (t) => {
  const { directory, result: atTheEnd } = await trainTiny();
  const trained = checkpointOf(await openTrainedRun(directory, loadOptions()));
  const evaluate = (flips: boolean) =>
    testRun(trained, { split: 'test', tta: { flips, scales: [1] }, observer: observer().watching });
  const before = tf.memory().numTensors;
  t.deepEqual((await evaluate(false)).result, atTheEnd.test, 'one version is the input itself');
  const { result, scores } = await evaluate(true);
  t.not(result.loss, atTheEnd.test!.loss);
  t.is(scores.length, 4);
  t.is(tf.memory().numTensors, before);
});

test.serial('another split is other figures', async (t) => {
  const { directory, result: atTheEnd } = await trainTiny();
  const trained = checkpointOf(await openTrainedRun(directory, loadOptions()));
  const { calls, watching } = observer();
  const { result } = await testRun(trained, { split: 'train', observer: watching });
  t.notDeepEqual(result, atTheEnd.test);
  t.is(calls.at(-1), 'tested 8 of 8');
});

test.serial(
  'the same photos in files, with the classes in another order, give the same figures; a map counts them as others',
  async (t) => {
    const { directory, loaded, result: atTheEnd } = await trainTiny();
    const folder = dirname(directory);
    await writeShapes(folder, loaded);
    const trained = checkpointOf(await openTrainedRun(directory, loadOptions(folder)));
    const { watching } = observer();
    const evaluate = async (file: string, map: readonly string[] = []) => {
      const data = await loadForTest(trained, { dataset: file, set: [] });
      return testRun(trained, { split: 'test', data, map, observer: watching });
    };
    const { result, classMap, changes } = await evaluate('moved.yaml');
    t.deepEqual(result, atTheEnd.test);
    t.deepEqual(classMap, { box: 'box', background: 'background', disc: 'disc' });
    t.deepEqual(changes, ['the data is that of moved.yaml']);

    await t.throwsAsync(evaluate('renamed.yaml'), {
      instanceOf: TesseraError,
      message: /the run knows no circle, and the data has no disc/,
    });
    t.deepEqual((await evaluate('renamed.yaml', ['circle=disc'])).result, atTheEnd.test);
    const whole = await evaluate('whole.yaml');
    t.is(whole.result.at, 'original');
    t.deepEqual(whole.result.metrics, atTheEnd.test!.metrics, 'photos of the size of the input');
    const ignored = await evaluate('renamed.yaml', ['circle=ignore']);
    t.deepEqual(ignored.confusion[1], [0, 0, 0]);
    t.is(ignored.result.metrics['iou/macro/image']!.perClass[1], null);

    await t.throwsAsync(evaluate('small.yaml'), { instanceOf: TesseraError, message: /multiples of 4, got 31 x 31/ });
  },
);

/** Writes the test samples as photos and masks whose labels are moved by one, and files that describe them. */
async function writeShapes(folder: string, { registry, experiment }: LoadedExperiment): Promise<void> {
  const { splits } = await registry.build('dataset', experiment.dataset, baseContext(experiment, folder));
  for (const kind of ['images', 'masks']) await mkdir(join(folder, 'files', kind), { recursive: true });
  for (let index = 0; index < splits.test.length; index++) {
    const { name, image, mask, height, width } = await splits.test.read(index);
    const moved = mask.map((label) => (label === 255 ? 255 : (label + 1) % 3));
    await writeFile(join(folder, 'files/images', `${name}.png`), encode({ width, height, channels: 3, data: image }));
    await writeFile(join(folder, 'files/masks', `${name}.png`), encode({ width, height, channels: 1, data: moved }));
  }
  const describe = (disc: string, more = '') =>
    `type: image-folder\nroot: files\nimage_suffix: .png\n${more}classes: [{name: box}, {name: background}, {name: ${disc}}]\n` +
    'splits: {train: {}, val: {}, test: {}}\n';
  await writeFile(join(folder, 'moved.yaml'), describe('disc'));
  await writeFile(join(folder, 'whole.yaml'), describe('disc', 'evaluate_at: original\n'));
  await writeFile(join(folder, 'renamed.yaml'), describe('circle'));
  await writeFile(join(folder, 'small.yaml'), describe('disc', 'image_size: 31\n'));
}
