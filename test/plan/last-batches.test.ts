import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { lastBatchProblems } from '../../src/plan/last-batches.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { experimentFile } from '../helpers/tessera.ts';

/** PSPNet pools to one pixel, so its batch norm can't train on one image. Five samples are four and one. */
const pspnet = `
name: x
dataset: {type: shapes, image_size: 32, train: 5, val: 1, test: 1}
model: {type: pspnet, encoder: {type: convnet, widths: [8, 8, 8, 8, 8]}, bins: [1, 2]}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 1, batch_size: 4}
`;

async function problemsOf(grid: string, text = pspnet) {
  const { file, folder } = await experimentFile(`${text}sweep: {grid: ${grid}}\n`);
  const registry = createRegistry(...builtins);
  const { points } = await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  return lastBatchProblems({ points, registry, workingDirectory: folder });
}

test.serial('the points with a last batch of one sample are told, each kind once', async (t) => {
  const problems = await problemsOf('{train.batch_size: [4, 5, 2], seed: [1, 2]}');
  t.deepEqual(
    problems.map(({ code, path, message }) => [code, path, /\((.*) per batch\)/.exec(message)?.[1]]),
    [
      ['bad-value', 'train.batch_size', '5 samples, 4'],
      ['bad-value', 'train.batch_size', '5 samples, 2'],
    ],
  );
  t.is(problems[0]?.hints?.at(-1), 'in the sweep point {"train.batch_size":4,"seed":1}');
});

test.serial('a network that can train on one sample, and a batch that is dropped, are no problem', async (t) => {
  t.deepEqual(await problemsOf('{train.drop_last: [true], seed: [1]}'), []);
  const unet = pspnet.replace(/model: .*/, 'model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}');
  t.deepEqual(await problemsOf('{seed: [1, 2]}', unet), []);
});

test.serial('a dataset whose files are missing is left to the points', async (t) => {
  const missing = pspnet.replace(
    /dataset: .*/,
    'dataset: {type: image-folder, root: nowhere, image_size: 32, classes: [{name: a, values: [0]}, {name: b, values: [1]}]}',
  );
  t.deepEqual(await problemsOf('{seed: [1, 2]}', missing), []);
});
