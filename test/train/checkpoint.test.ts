import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { loadCheckpoint, saveCheckpoint } from '../../src/train/checkpoint.ts';
import { encodeSafetensors } from '../../src/weights/index.ts';
import { testIf } from '../helpers/requirements.ts';
import { mountSmallDisk } from '../helpers/small-disk.ts';
import { newFolder } from '../helpers/tessera.ts';

const onSmallDisk = await testIf('small-disk');

const state = (scale: number, shape: [number, number] = [2, 2]) => ({
  model: new Map<string, tf.Variable>([['weight', tf.variable(tf.fill(shape, scale))]]),
  optimizer: new Map<string, tf.Variable>([['exp_avg.weight', tf.variable(tf.fill(shape, scale / 2))]]),
});
const progress = { step: 7, best: { step: 5, metric: 'iou/macro/image', value: 0.5 } };

test('what was saved is loaded, under every name asked for, and no temporary file stays', async (t) => {
  const folder = await newFolder();
  await saveCheckpoint(
    ['last', 'best'].map((name) => join(folder, name)),
    state(3),
    progress,
  );
  t.deepEqual(await readdir(folder), ['best', 'last']);
  t.deepEqual(await readFile(join(folder, 'best')), await readFile(join(folder, 'last')));

  const other = state(0);
  t.deepEqual(await loadCheckpoint(join(folder, 'last'), other), progress);
  t.deepEqual([...(await other.model.get('weight')!.data())], [3, 3, 3, 3]);
  t.deepEqual([...(await other.optimizer.get('exp_avg.weight')!.data())], [1.5, 1.5, 1.5, 1.5]);
});

test('the best validation may be one in which nothing could be counted', async (t) => {
  const file = join(await newFolder(), 'last');
  const best = { ...progress.best, value: NaN };
  await saveCheckpoint([file], state(3), { ...progress, best });
  t.deepEqual((await loadCheckpoint(file, state(0))).best, best);
});

test('earlier versions wrote null for NaN', async (t) => {
  const file = join(await newFolder(), 'last');
  const best = { ...progress.best, value: null };
  const metadata = { progress: JSON.stringify({ format: 2, ...progress, best }) };
  await writeFile(file, encodeSafetensors({ tensors: new Map(), metadata }));
  t.deepEqual((await loadCheckpoint(file, {})).best, { ...progress.best, value: NaN });
});

test('weights that are not finite are not written, and what was there stays', async (t) => {
  const folder = await newFolder();
  const file = join(folder, 'last');
  await saveCheckpoint([file], state(3), progress);
  const before = await readFile(file);
  for (const value of [NaN, Infinity, -Infinity]) {
    const error = await t.throwsAsync(saveCheckpoint([file], state(value), progress), { instanceOf: TesseraError });
    t.like(error.problems[0], { code: 'diverged', message: `a value of weight became ${value} by step 7` });
    t.is(error.exitCode, 1);
  }
  t.deepEqual(await readFile(file), before);
  t.deepEqual(await readdir(folder), ['last']);
});

test('nor is what an optimizer keeps: a weight that is divided by Infinity never moves again', async (t) => {
  const folder = await newFolder();
  const overflown = { ...state(1), optimizer: state(Infinity).optimizer };
  const error = await t.throwsAsync(saveCheckpoint([join(folder, 'last')], overflown, progress), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]?.message, "a value of the optimizer's exp_avg.weight became Infinity by step 7");
  t.deepEqual(await readdir(folder), []);
});

onSmallDisk.serial('of two files on a full disk the first is whole, and the second is as it was', async (t) => {
  const folder = await mountSmallDisk(t, 48);
  const files = ['step-2', 'last'].map((name) => join(folder, name));
  const large = (scale: number) => state(scale, [50, 50]);
  await saveCheckpoint([files[1]!], large(1), progress);
  const before = await readFile(files[1]!);
  const error = await t.throwsAsync(saveCheckpoint(files, large(2), progress), { instanceOf: TesseraError });
  t.true(error.problems[0]!.message.startsWith(`cannot write ${files[1]!}: the disk is full`));
  t.deepEqual((await readdir(folder)).sort(), ['last', 'step-2']);
  t.deepEqual(await readFile(files[1]!), before);
  const { model } = large(0);
  await loadCheckpoint(files[0]!, { model });
  t.is((await model.get('weight')!.data())[0], 2);
});

test('a checkpoint of another network names the tensor and both shapes, and changes nothing', async (t) => {
  const file = join(await newFolder(), 'last');
  await saveCheckpoint([file], state(3), progress);
  const other = state(1, [2, 3]);
  const error = await t.throwsAsync(loadCheckpoint(file, other), { instanceOf: TesseraError });
  t.regex(error?.message ?? '', /bad-checkpoint.*model\.weight is \[2, 2\], expected \[2, 3\]/);
  t.deepEqual([...(await other.model.get('weight')!.data())], [1, 1, 1, 1, 1, 1]);
});

test('a checkpoint that is cut short, or is something else, is refused', async (t) => {
  const file = join(await newFolder(), 'last');
  await saveCheckpoint([file], state(3), progress);
  await truncate(file, 200);
  const error = await t.throwsAsync(loadCheckpoint(file, state(0)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-checkpoint');
  const cause = error.cause as Error;
  t.true(error.problems[0]!.message.endsWith(`is not a checkpoint of this experiment: ${cause.message}`));
  await writeFile(file, 'not a checkpoint');
  await t.throwsAsync(loadCheckpoint(file, state(0)), { instanceOf: TesseraError, message: /bad-checkpoint/ });
});

test('a checkpoint says its format, and one of a newer format is refused', async (t) => {
  const file = join(await newFolder(), 'last');
  await saveCheckpoint([file], state(3), progress);
  const bytes = await readFile(file);
  const at = bytes.indexOf('\\"format\\":2');
  t.true(at > 0);
  bytes.write('3', at + '\\"format\\":'.length);
  await writeFile(file, bytes);
  const error = await t.throwsAsync(loadCheckpoint(file, state(0)), { instanceOf: TesseraError });
  t.is(error?.problems[0]?.code, 'newer-format');
});

test('a checkpoint that is missing names those that are there, or says that there is none yet', async (t) => {
  const folder = await newFolder();
  const file = join(folder, 'last.safetensors');
  const problemOf = async () => {
    const error = await t.throwsAsync(loadCheckpoint(file, state(0)), { instanceOf: TesseraError });
    t.is((error.cause as NodeJS.ErrnoException).code, 'ENOENT');
    return error.problems[0]!;
  };
  t.like(await problemOf(), { code: 'bad-checkpoint', hints: ['the run was stopped before it saved one'] });
  await saveCheckpoint([join(folder, 'best.safetensors'), join(folder, 'epoch-1.safetensors')], state(3), progress);
  t.deepEqual((await problemOf()).hints, ['the checkpoints there: `best`, `epoch-1`']);
});

test('only what is asked for is filled, and each kind of misfit is said, five at most', async (t) => {
  const file = join(await newFolder(), 'last');
  await saveCheckpoint([file], state(3), progress);
  const { model } = state(0);
  await loadCheckpoint(file, { model });
  t.deepEqual([...(await model.get('weight')!.data())], [3, 3, 3, 3]);

  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const more = new Map(names.map((name) => [name, tf.variable(tf.scalar(0))]));
  const error = await t.throwsAsync(loadCheckpoint(file, { model: more }), { instanceOf: TesseraError });
  const missing = names.slice(0, 5).map((name) => `tensor model.${name} is missing`);
  t.true(error.problems[0]!.message.endsWith(`is not a checkpoint of this experiment: ${missing.join('; ')}`));

  const data = Int32Array.of(1, 2);
  const tensors = new Map([['model.weight', { dtype: 'I32' as const, shape: [2], data }]]);
  const metadata = { progress: JSON.stringify({ format: 2, ...progress }) };
  await writeFile(file, encodeSafetensors({ tensors, metadata }));
  await t.throwsAsync(loadCheckpoint(file, { model }), { message: /tensor model\.weight is I32, expected F32/ });
  await writeFile(file, encodeSafetensors({ tensors: new Map(), metadata: {} }));
  await t.throwsAsync(loadCheckpoint(file, {}), { message: /its training step is missing/ });
  await writeFile(file, encodeSafetensors({ tensors: new Map(), metadata: { progress: '{"step' } }));
  await t.throwsAsync(loadCheckpoint(file, {}), { message: /its training step is missing/ });
  await writeFile(file, encodeSafetensors({ tensors: new Map(), metadata: { format: 'pt' } }));
  await t.throwsAsync(loadCheckpoint(file, {}), {
    message: /weights for PyTorch, which do not say what their network is/,
  });
});

test.serial('no tensor stays of what was loaded', async (t) => {
  const file = join(await newFolder(), 'last');
  await saveCheckpoint([file], state(3), progress);
  const other = state(0);
  const before = tf.memory().numTensors;
  await loadCheckpoint(file, other);
  t.is(tf.memory().numTensors, before);
});
