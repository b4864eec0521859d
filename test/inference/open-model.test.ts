import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { openModel } from '../../src/inference/open-model.ts';
import type { OpenTrainedOptions } from '../../src/trained/open-trained.ts';
import { loadOptions } from '../helpers/trained.ts';
import { newFolder } from '../helpers/tessera.ts';

/** A folder with the run of a tiny network that an earlier version trained. */
async function runs() {
  const folder = await newFolder();
  const run = fileURLToPath(new URL('../fixtures/runs/format-1/runs/completed', import.meta.url));
  await cp(run, join(folder, 'runs/completed'), { recursive: true });
  const open = (name: string, more: Partial<OpenTrainedOptions> = {}) =>
    openModel(name, { ...loadOptions(folder), runs: 'runs', ...more });
  return { folder, open };
}

test.serial('a run is opened by its name, its folder, or one of its checkpoints, and gives logits', async (t) => {
  const { folder, open } = await runs();
  const before = tf.memory().numTensors;
  const model = await open('completed');
  t.like(model, { name: 'completed', directory: join(folder, 'runs/completed') });
  t.regex(model.weights, /^[0-9a-f]{64}$/);
  t.deepEqual(
    model.classes.map(({ name }) => name),
    ['background', 'disc', 'box'],
  );
  const { height, width } = model.resize.size;
  const image = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 31) % 256);
  const logits = await model.forward(image, 1, { height, width });
  t.is(logits.length, height * width * 3);
  for (const name of ['runs/completed', 'runs/completed/checkpoints/best.safetensors']) {
    const same = await open(name);
    t.is(same.weights, model.weights);
    t.deepEqual([...(await same.forward(image, 1, { height, width }))], [...logits]);
    await same.close();
  }
  const two = Uint8Array.from([...image, ...image.toReversed()]);
  const both = await model.forward(two, 2, { height, width });
  t.is(both.length, 2 * logits.length);
  t.true(logits.every((value, at) => Math.abs(value - both[at]!) < 1e-4));
  await model.close();
  t.is(tf.memory().numTensors, before);
});

test.serial("a dataset's own mask values are known without its files", async (t) => {
  const { open } = await runs();
  const model = await open('completed');
  t.is(await model.maskValues(), undefined, 'made shapes have no mask files');
  await model.close();
});

test.serial('what has changed in the files of its run is known', async (t) => {
  const { folder, open } = await runs();
  const changes = async (name: string) => {
    const model = await open(name);
    await model.close();
    return model.changes!();
  };
  t.deepEqual(await changes('completed'), [], 'an earlier version recorded nothing to compare with');
  const file = join(folder, 'runs/completed/run.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as object;
  const none = { samples: 0, sha256: '0'.repeat(64) };
  const data = { by: 'names', train: none, val: none, test: none };
  const inputs = { config: '0'.repeat(64), plugins: [], weights: [], data };
  await writeFile(file, JSON.stringify({ ...record, inputs }));
  t.deepEqual(await changes('completed'), ['config.yaml was edited after the run began']);
});

test.serial('what is no model is told', async (t) => {
  const { folder, open } = await runs();
  const code = async (opening: Promise<unknown>) =>
    (await t.throwsAsync(opening, { instanceOf: TesseraError })).problems[0]!.code;
  t.is(await code(open('complete-nonsense')), 'run-missing');
  t.is(await code(open('completed', { checkpoint: 'epoch-9' })), 'bad-checkpoint');
  const file = 'runs/completed/checkpoints/best.safetensors';
  t.is(await code(open(file, { checkpoint: 'last' })), 'bad-argument');
  await writeFile(join(folder, 'alone.safetensors'), '');
  t.is(await code(open('alone.safetensors')), 'bad-checkpoint');
  await rm(join(folder, file));
  t.is(await code(open(file)), 'run-missing', 'a file that is not there is taken for a name');
});
