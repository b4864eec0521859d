import test from 'ava';
import { z } from 'zod';
import { experimentId, identityText } from '../../src/config/identity.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { createRegistry, kinds, type SlotSchema } from '../../src/registry/index.ts';
import { load, withLines } from './_workspace.ts';

const original = withLines({});

async function idOf(t: Parameters<typeof load>[0], text: string, overrides: readonly string[] = []): Promise<string> {
  return (await load(t, { 'x.yaml': text }, { overrides })).id;
}

test('an id is 12 hex characters', async (t) => {
  t.regex(await idOf(t, original), /^[0-9a-f]{12}$/);
});

function same(title: string, text: string): void {
  test(`the id stays the same with ${title}`, async (t) => t.is(await idOf(t, text), await idOf(t, original)));
}

same(
  'another order of keys',
  original
    .split('\n')
    .filter((line) => line !== 'seed: 1')
    .join('\n')
    .concat('seed: 1\n'),
);
same('comments and blank lines', `# a comment\n\n${original}`);
same('a default spelled out', withLines({ 9: 'loss: {gamma: 1, type: focal}', 16: '  epochs: 2\n  batch_size: 16' }));
same('another spelling of a number', withLines({ 13: '  lr: 0.001' }));
same('another name and a description', withLines({ 1: 'name: dogs\ndescription: The same again.' }));
same('a reference instead of its value', withLines({ 2: 'seed: ${env:SEED:1}' }));

for (const line of [
  'loader: {workers: 3, prefetch: 4}',
  'engine: {threads: 2}',
  'log: {panel_samples: 9}',
  'engine: {backend: auto}',
  'loader: {on_bad_sample: fail, workers: auto}',
  'plugins: []',
  'format: 2',
]) {
  same(line, `${original}${line}\n`);
}
same(
  'other steps at which something is logged or kept',
  withLines({ 16: '  epochs: 2\n  log_every: {steps: 7}\n  checkpoint_every: {steps: 7}' }),
);
same('the default metrics of a section spelled out', withLines({ 10: 'metrics: [{type: iou, average: macro}]' }));

function different(title: string, text: string): void {
  test(`the id changes with ${title}`, async (t) => t.not(await idOf(t, text), await idOf(t, original)));
}

different('another seed', withLines({ 2: 'seed: 2' }));
different('bad samples skipped', `${original}loader: {on_bad_sample: skip}\n`);
different('another parameter', withLines({ 13: '  lr: 2e-3' }));
different('another backend', `${original}engine: {backend: cpu}\n`);
different('no augmentations instead of one with default parameters', withLines({ 5: '', 4: 'augmentations: []' }));
different('one augmentation twice', withLines({ 5: '  - {type: horizontal-flip}\n  - {type: horizontal-flip}' }));
different('validation in steps', withLines({ 16: '  epochs: 2\n  validate_every: {steps: 1}' }));
different('fewer numbers in a list', withLines({ 7: '  type: pspnet\n  bins: [1, 2, 3]' }));
different(
  'another order of augmentations',
  withLines({ 5: '  - {type: color-jitter}\n  - {type: horizontal-flip, p: 0.5}' }),
);
different('another component', withLines({ 9: 'loss: {type: cross-entropy}' }));

test('an override and the same value in the file give the same id', async (t) => {
  t.is(await idOf(t, original, ['optimizer.lr=0.5']), await idOf(t, withLines({ 13: '  lr: 0.5' })));
});

test('the resolved configuration loads by itself and gives the same id and text', async (t) => {
  const files = {
    'x.yaml':
      'extends: ./_base.yaml\nname: x\ndescription: "costs ${seed} $${money}: # no comment"\ndataset: {root: "$${literal}"}\n',
    '_base.yaml': withLines({ 1: '', 14: 'scheduler: {type: step, step_size: "${train.epochs}"}' }),
  };
  const first = await load(t, files, { overrides: ['optimizer.lr=1e-7'] });
  const second = await load(t, { 'x.yaml': first.yaml });
  t.is(second.id, first.id);
  t.is(second.yaml, first.yaml);
  t.is(second.experiment.dataset['root'], '${literal}');
  t.is(second.experiment.description, 'costs 1 ${money}: # no comment');
  t.deepEqual(second.experiment, first.experiment);
});

test('100,000 generated experiments have 100,000 ids', async (t) => {
  const { experiment, registry } = await load(t, { 'x.yaml': original });
  const context = { schema: schemaOf(registry), code: [] };
  const ids = new Set<string>();
  for (let index = 0; index < 100_000; index++) {
    const seed = index % 100;
    const lr = 1e-4 * (1 + Math.floor(index / 100));
    ids.add(experimentId({ ...experiment, seed, optimizer: { ...experiment.optimizer, lr } }, context));
  }
  t.is(ids.size, 100_000);
});

test('a key with a default that a component gains changes no id', async (t) => {
  const before = await load(t, { 'x.yaml': original });
  const builtins = kinds.flatMap((kind) => before.registry.list(kind));
  const gained = builtins.map((component) => ({
    ...component,
    params: (slot: SlotSchema) => component.params(slot).extend({ gained: z.number().default(3) }),
  }));
  const registry = createRegistry(...gained);
  const after = await load(t, { 'x.yaml': original }, { registry });
  t.like(after.experiment.loss, { gained: 3 });
  t.is(after.id, before.id);
  t.is((await load(t, { 'x.yaml': original }, { registry, overrides: ['loss.gained=3'] })).id, before.id);
  t.not((await load(t, { 'x.yaml': original }, { registry, overrides: ['loss.gained=4'] })).id, before.id);
});

test('the id is a hash of what is said, the format version and the code of plugins', async (t) => {
  const { experiment, registry, id } = await load(t, { 'x.yaml': original });
  const context = { schema: schemaOf(registry), code: ['. 0123'] };
  t.deepEqual(JSON.parse(identityText(experiment, context)), {
    format: 2,
    plugins: ['. 0123'],
    experiment: {
      seed: 1,
      dataset: { type: 'folder', root: 'data' },
      augmentations: [{ type: 'horizontal-flip' }],
      model: { type: 'pspnet', encoder: { type: 'mobilenet_v1' } },
      loss: { type: 'focal' },
      metrics: [{ type: 'iou' }],
      optimizer: { type: 'adam' },
      scheduler: { type: 'step', step_size: 10 },
      train: { epochs: 2 },
    },
  });
  t.not(experimentId(experiment, context), id);
});
