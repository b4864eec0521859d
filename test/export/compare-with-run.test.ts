import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { compareWithRun, type Comparison } from '../../src/export/compare-with-run.ts';
import type { InputBatch } from '../../src/export/test-inputs.ts';
import type { SegmentationModel } from '../../src/registry/index.ts';
import { colorsModel } from '../demo/_colors.ts';
import { newFolder } from '../helpers/tessera.ts';

/** What the exported model of colours computes, but for the constant of class 0, which is 12 there. */
function colorsNetwork(constant: number): SegmentationModel {
  const filter = Float32Array.from({ length: 9 * 3 * 4 }, (_, at) => {
    const [place, input, output] = [Math.floor(at / 12), Math.floor(at / 4) % 3, at % 4];
    if (output === 0) return 0;
    return (output - 1 === input ? 1 : -0.5) * (place === 4 ? 0.5 : 1 / 16);
  });
  return {
    normalization: { mean: [0, 0, 0], std: [1, 1, 1] },
    inputMultiple: 1,
    encodeFrozen: (images: tf.Tensor4D) => [images],
    forward([images]: readonly tf.Tensor4D[]) {
      const scores = tf.conv2d(tf.mul<tf.Tensor4D>(images!, 255), tf.tensor4d(filter, [3, 3, 3, 4]), 1, 'same');
      return tf.add(scores, [constant, 0, 0, 0]);
    },
    // Nothing else of a network is used here.
  } as unknown as SegmentationModel;
}

const batch = (count: number, height: number, width: number): InputBatch => ({
  count,
  height,
  width,
  pixels: Uint8Array.from({ length: count * height * width * 3 }, (_, at) => (at * 89 + (at >> 5) * 31) % 256),
});

async function compare(network: SegmentationModel, more: Partial<Comparison> = {}) {
  await tf.setBackend('cpu');
  const file = join(await newFolder(), 'net.onnx');
  await writeFile(file, colorsModel());
  const told: string[] = [];
  const result = await compareWithRun(
    file,
    { sizes: 'free', model: () => ({}) as never },
    {
      network,
      classes: 4,
      batches: [batch(2, 6, 8), batch(1, 9, 5)],
      input: 'uint8',
      output: 'logits',
      observer: { compared: (done, total) => told.push(`${done}/${total}`) },
      ...more,
    },
  );
  return { result, told };
}

test.serial('a model that answers as the run does agrees with it, in every pixel of every batch', async (t) => {
  const before = tf.memory().numTensors;
  const { result, told } = await compare(colorsNetwork(12));
  t.is(tf.memory().numTensors, before);
  t.like(result, { pixels: 2 * 6 * 8 + 9 * 5, differentLabels: 0 });
  t.true(result.largestDifference < 1e-4 && result.largestLogit > 12, JSON.stringify(result));
  t.true(result.shares.filter((share) => share > 0).length > 2, 'more than one class is compared');
  t.deepEqual(told, ['1/2', '2/2']);
});

test.serial('a model that answers otherwise is refused, also where the difference is in one class only', async (t) => {
  await t.throwsAsync(compare(colorsNetwork(13)), {
    name: 'TesseraError',
    message: /export-failed: .*got logits that differ by 1\.0e\+0, where they reach \d+.*, and \d+ of 141 labels/,
  });
});

test.serial('an interrupt ends it after a batch, with its reason', async (t) => {
  const told: number[] = [];
  const interrupted = AbortSignal.abort(new Error('stop'));
  const observer = { compared: (done: number) => told.push(done) };
  await t.throwsAsync(compare(colorsNetwork(12), { signal: interrupted, observer }), { message: 'stop' });
  t.deepEqual(told, [1]);
});
