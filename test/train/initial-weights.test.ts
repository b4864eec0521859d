import * as tf from '@tensorflow/tfjs-core';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { loadCheckpoint } from '../../src/train/checkpoint.ts';
import { initialCheckpoint, readInitialWeights } from '../../src/train/initial-weights.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { buildPart, classList } from '../helpers/networks.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { tinyExperiment } from '../helpers/tessera.ts';
import { trainTiny } from '../helpers/trained.ts';

test.before(startTestEngine);

let trained: Promise<{ from: string; workingDirectory: string }> | undefined;
/** A run with three classes. */
function run() {
  trained ??= trainTiny().then(({ directory }) => ({
    from: basename(directory),
    workingDirectory: dirname(directory),
  }));
  return trained;
}

const network = (classes: number, widths = [4, 8]) =>
  buildPart('model', { type: 'unet', encoder: { type: 'convnet', widths } }, { classes: classList(classes) });
const read = async (variable: tf.Variable) => [...(await variable.data())];

test('a run stands for its best checkpoint, a file for itself', (t) => {
  t.deepEqual(initialCheckpoint('runs/x', '/w'), {
    name: 'runs/x/checkpoints/best.safetensors',
    path: '/w/runs/x/checkpoints/best.safetensors',
  });
  t.deepEqual(initialCheckpoint('runs/x/checkpoints/epoch-1.safetensors', '/w'), {
    name: 'runs/x/checkpoints/epoch-1.safetensors',
    path: '/w/runs/x/checkpoints/epoch-1.safetensors',
  });
});

test.serial('with as many classes, every tensor is that of the best checkpoint', async (t) => {
  const given = await run();
  const [model, best] = [await network(3), await network(3)];
  const { fresh, summary, assign } = await readInitialWeights({ model, classes: classList(3), ...given });
  t.deepEqual(fresh, []);
  t.regex(summary, /^weights of run, step \d; its classes are `?background/);
  assign();
  await loadCheckpoint(initialCheckpoint(given.from, given.workingDirectory).path, { model: best.stateDict() });
  for (const [name, variable] of model.stateDict())
    t.deepEqual(await read(variable), await read(best.stateDict().get(name)!), name);
});

test.serial('with the same classes, nothing is said of them', async (t) => {
  const given = await run();
  const { classes } = (await runDirectory(`${given.workingDirectory}/run`).readRecord())!.data!;
  const { summary } = await readInitialWeights({ model: await network(3), classes, ...given });
  t.regex(summary, /; the classes are the same$/);
});

test.serial('of many other classes eight are named on each side', async (t) => {
  const given = await run();
  const copy = `${given.workingDirectory}/many`;
  await cp(`${given.workingDirectory}/${given.from}`, copy, { recursive: true });
  const file = runDirectory(copy).recordFile;
  const record = JSON.parse(await readFile(file, 'utf8')) as { data: { classes: unknown[] } };
  record.data.classes = Array.from({ length: 10 }, (_, index) => ({ name: `old${index}`, color: [0, 0, 0] }));
  await writeFile(file, JSON.stringify(record));
  const model = await network(3);
  const { summary } = await readInitialWeights({ ...given, model, classes: classList(10), from: copy });
  t.regex(summary, /its classes are old0, old1, .*old6, old7, ... \(10 in all\), and here /);
});

test.serial('layers with a score per class are new where the number of classes differs, and it is said', async (t) => {
  const given = await run();
  const model = await network(7);
  const head = [...model.stateDict()].filter(([, { shape }]) => shape.at(-1) === 7);
  const before = new Map(
    await Promise.all(head.map(async ([name, variable]) => [name, await read(variable)] as const)),
  );
  const encoder = await read(model.stateDict().values().next().value!);
  const { fresh, summary, assign } = await readInitialWeights({ model, classes: classList(7), ...given });
  t.true(head.length > 0);
  t.deepEqual(
    fresh,
    head.map(([name]) => name),
  );
  t.true(summary.endsWith(`; new, since that run has 3 classes and this one 7: ${fresh.join(', ')}`), summary);
  assign();
  for (const [name, variable] of head) t.deepEqual(await read(variable), before.get(name));
  t.notDeepEqual(await read(model.stateDict().values().next().value!), encoder);
});

test.serial('another network is refused, with the tensors that differ, and nothing changes', async (t) => {
  const given = await run();
  const model = await network(3, [4, 9]);
  const before = await read(model.stateDict().values().next().value!);
  const problem = await problemOf(t, readInitialWeights({ model, classes: classList(3), ...given }));
  t.like(problem, { code: 'bad-weights', path: 'train.init_from' });
  t.regex(problem.message, /run to have the network of this experiment: \d+ tensors differ: `.+` \[.*9\], got \[.*8\]/);
  t.deepEqual(await read(model.stateDict().values().next().value!), before);
});

test.serial('a folder that is no run is refused, and so is a run without a best checkpoint', async (t) => {
  const given = await run();
  const input = { model: await network(3), classes: classList(3), ...given };
  t.like(await problemOf(t, readInitialWeights({ ...input, from: 'nowhere' })), {
    code: 'run-missing',
    path: 'train.init_from',
  });
});

test('the checkpoint is named as it lies from the working directory', (t) => {
  const { name, path } = initialCheckpoint('runs/x', '/work');
  t.is(name, 'runs/x/checkpoints/best.safetensors');
  t.is(path, '/work/runs/x/checkpoints/best.safetensors');
});

test.serial('a run begins with the weights of another, and records them', async (t) => {
  const { from, workingDirectory } = await run();
  const text = tinyExperiment.replace('train: {', `train: {init_from: ${workingDirectory}/${from}, `);
  const { directory } = await trainTiny(text.replace('lr: 1e-2', 'lr: 1e-12'));
  const { inputs } = (await runDirectory(directory).readRecord())!;
  t.deepEqual(
    inputs!.weights.map(({ file }) => basename(file)),
    ['best.safetensors'],
  );
  const [first, second] = [await network(3), await network(3)];
  await loadCheckpoint(initialCheckpoint(from, workingDirectory).path, { model: first.stateDict() });
  await loadCheckpoint(runDirectory(directory).checkpointFile('last'), { model: second.stateDict() });
  for (const [name, parameter] of first.namedParameters()) {
    const distance = tf.tidy(() => tf.max(tf.abs(tf.sub(parameter, second.stateDict().get(name)!))));
    t.true((await distance.data())[0]! < 1e-6, name);
  }
});

async function problemOf(t: ExecutionContext, work: Promise<unknown>) {
  return (await t.throwsAsync(work, { instanceOf: TesseraError })).problems[0]!;
}
