import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { assertExported, exported, networkOf, run } from './_exported.ts';

/** Whose summands by pixel are for one size. */
const positional = networkOf((x) => tf.add(x, tf.tensor4d(ramp(x.shape), [1, x.shape[1], x.shape[2], 1])));

function ramp([, height, width]: readonly number[]): number[] {
  return Array.from({ length: height! * width! }, (_, index) => index);
}

test.serial('a network that is free takes all sizes, and leaves no tensors', async (t) => {
  const model = networkOf((x) => tf.maxPool(x, 2, 2, 'valid'));
  await exported(model);
  const before = tf.memory().numTensors;
  const free = await exported(model);
  t.is(tf.memory().numTensors, before);
  t.is(free.sizes, 'free');
  t.is(free.fixedBecause, undefined);
});

test.serial('where the size matters, it takes its own, says why, and any number of images', async (t) => {
  const fixed = await exported(positional);
  t.deepEqual(fixed.sizes, { height: 8, width: 12 });
  t.regex(fixed.fixedBecause!, /^numbers of a constant of shape \[1, \d+, \d+, 1\] follow the size of the images$/);
  await assertExported(t, positional, fixed, [
    [1, 8, 12],
    [4, 8, 12],
  ]);
});

test.serial('a size that is asked for needs no reason', async (t) => {
  const asked = await exported(positional, [{ height: 4, width: 4 }]);
  t.deepEqual(asked.sizes, { height: 4, width: 4 });
  t.is(asked.fixedBecause, undefined);
});

test.serial('a model may normalise bytes itself, and give labels', async (t) => {
  const model = networkOf((x) => tf.mul(x, tf.tensor1d([1, 1, 1])));
  const network = await exported(model);
  const { data, dims } = await run(
    network.model({ input: 'uint8', output: 'labels' }),
    [1, 4, 4, 3],
    Uint8Array.from({ length: 48 }, (_, index) => [255, 191, 0, 0, 191, 0, 0, 0, 255][index % 9]!),
  );
  t.deepEqual(dims, [1, 4, 4]);
  // (1, .75, 0) by mean (.5, .25, 0) and deviation (.5, .25, 1) is (1, 2, 0); then (-1, 2, 0) and (-1, -1, 1).
  t.deepEqual([...(data as Uint8Array)].slice(0, 3), [1, 1, 2]);
});

test.serial('what can not be recorded is told, with its cause', async (t) => {
  const failing = networkOf(() => {
    throw new Error('no such kernel');
  });
  const error = await t.throwsAsync(exported(failing), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'export-failed');
  t.regex(error.problems[0]!.message, /standard operators: no such kernel$/);
  t.is((error.cause as Error).message, 'no such kernel');
});
