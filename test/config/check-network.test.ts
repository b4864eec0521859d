import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import type { Problem, TesseraError } from '../../src/core/errors/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from './_workspace.ts';

const registry = createRegistry(...builtins);
const valid = {
  dataset: 'dataset: {type: shapes, image_size: 64}',
  model: 'model: {type: unet, encoder: {type: resnet18}}',
  loss: 'loss: {type: dice}',
  optimizer: 'optimizer: {type: adam, lr: 1e-3}',
  train: 'train: {epochs: 1}',
};

/** Problems of a valid experiment in which some sections are written otherwise. */
async function problemsOf(t: ExecutionContext, ...changed: string[]): Promise<readonly Problem[]> {
  const sections = changed.map((section) => [section.slice(0, section.indexOf(':')), section]);
  const lines = Object.values({ ...valid, ...Object.fromEntries(sections) });
  const workingDirectory = await createWorkspace(t, { 'x.yaml': `name: x\n${lines.join('\n')}\n` });
  return loadExperiment('x.yaml', { registry, workingDirectory, environment: {} }).then(
    () => [],
    (error: unknown) => (error as TesseraError).problems,
  );
}

const described = async (t: ExecutionContext, ...changed: string[]) =>
  (await problemsOf(t, ...changed)).map(({ where, message, hints }) => [
    `${where?.line}:${where?.column} ${message}`,
    ...(hints ?? []).slice(0, 1),
  ]);

test('a size that the model cannot take, by the strides of its encoder', async (t) => {
  t.deepEqual(await described(t, 'dataset: {type: shapes, image_size: 100}'), [
    ['2:37 unet takes images whose height and width are multiples of 32, got 100 x 100', 'the nearest that fits is 96'],
  ]);
  const dilated = 'model: {type: deeplabv3, encoder: {type: resnet18, output_stride: 8}}';
  t.deepEqual(await described(t, 'dataset: {type: shapes, image_size: [104, 64]}', dilated), []);
  t.deepEqual(await described(t, 'dataset: {type: shapes, image_size: [100, 60]}', dilated), [
    [
      '2:37 deeplabv3 takes images whose height and width are multiples of 8, got 100 x 60',
      'the nearest that fits is 104 x 64',
    ],
  ]);
  const small = 'model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}';
  t.deepEqual(await described(t, 'dataset: {type: shapes, image_size: 100}', small), []);
});

test('so are crops: the last one decides', async (t) => {
  const crops = (...sizes: number[]) =>
    `augmentations: [${sizes.map((size) => `{type: random-crop, size: ${size}}`).join(', ')}]`;
  t.deepEqual(await described(t, crops(40, 32)), []);
  t.deepEqual(await described(t, crops(32, 40)), [
    ['7:74 unet takes images whose height and width are multiples of 32, got 40 x 40', 'the nearest that fits is 32'],
  ]);
});

test('an encoder without the levels that the model takes', async (t) => {
  const short = (type: string) => `model: {type: ${type}, encoder: {type: convnet, widths: [4]}}`;
  for (const type of ['pspnet', 'fpn', 'deeplabv3plus']) {
    const [problem, ...more] = await described(t, short(type));
    t.regex(problem![0]!, /^3:\d+ \w+ needs an encoder with a feature of stride/, type);
    t.deepEqual(more, []);
  }
  t.regex(
    (await described(t, 'model: {type: unet, encoder: {type: resnet18}, decoder_widths: [8]}'))[0]![0]!,
    /^3:\d+ decoder_widths must have one entry per encoder level, 5 here; got 1/,
  );
  t.regex(
    (await described(t, 'model: {type: unet, encoder: {type: resnet18}, auxiliary_heads: [{level: 7}]}'))[0]![0]!,
    /^3:\d+ expected a level of the encoder, from 0 to 4/,
  );
});

test('names of parts that the network does not have', async (t) => {
  const groups = (match: string) => `optimizer: {type: adam, lr: 1e-3, groups: [{match: "${match}", lr: 1e-4}]}`;
  t.deepEqual(await described(t, groups('encodr.layer1')), [
    [
      '5:52 expected the name of a parameter that trains, or a pattern of names, got `encodr.layer1`, which matches none',
      'did you mean `encoder.layer1`?',
    ],
  ]);
  for (const match of ['encoder', 'head', '*.bias', 'norms-and-biases', 'enc*'])
    t.deepEqual(await described(t, groups(match)), [], match);
  const frozen = 'model: {type: unet, encoder: {type: resnet18, weights: imagenet, frozen: true}}';
  t.is((await described(t, groups('encoder'), frozen)).length, 1, 'a frozen encoder has none that trains');
  t.deepEqual(await described(t, 'train: {epochs: 1, freeze: [encoder, backbone]}'), [
    [
      '6:38 expected the name of a part of the model, or a pattern of names, got `backbone`, which matches none',
      'the parts: encoder, decoder, head',
    ],
  ]);
  const heads = 'model: {type: unet, encoder: {type: resnet18}, auxiliary_heads: [{}]}';
  t.deepEqual(await described(t, groups('auxiliary.0'), heads), []);
});

test('a frozen encoder needs weights, or a run to begin with', async (t) => {
  const frozen = (more = '') => `model: {type: unet, encoder: {type: resnet18, frozen: true${more}}}`;
  t.deepEqual(await described(t, frozen()), [
    [
      '3:55 expected `weights` beside `frozen: true`, got none: resnet18 would stay at random weights',
      'give weights to start from, such as `weights: imagenet`, or remove `frozen`',
    ],
  ]);
  t.deepEqual(await described(t, frozen(', weights: imagenet')), []);
  t.deepEqual(await described(t, frozen(), 'train: {epochs: 1, init_from: runs/x}'), []);
});

test('a prefix that no tensor of a local weight file has, at its place', async (t) => {
  const file = fileURLToPath(new URL('../fixtures/weights/pytorch-wrapped.pt', import.meta.url));
  const encoder = (prefix: string) =>
    `model: {type: unet, encoder: {type: resnet18, weights: {from: '${file}', prefix: ${prefix}}}}`;
  const [[message] = []] = await described(t, encoder('net.'));
  t.regex(
    message!,
    /^3:\d+ expected the beginning of names of tensors in .*, got `net\.`, with which none of 2 begins$/,
  );
  t.deepEqual(await described(t, encoder('a')), []);
});
