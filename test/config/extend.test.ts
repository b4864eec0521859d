import test from 'ava';
import { load, withLines } from './_workspace.ts';

const base = withLines({ 1: '', 2: 'seed: 7' });

test('maps merge, and the file wins over its parent', async (t) => {
  const { experiment } = await load(t, {
    '_base.yaml': base,
    'x.yaml': 'extends: ./_base.yaml\nname: x\noptimizer: {lr: 0.5}\n',
  });
  t.like(experiment.optimizer, { type: 'adam', lr: 0.5 });
  t.is(experiment.seed, 7);
});

test('lists replace', async (t) => {
  const { experiment } = await load(t, {
    '_base.yaml': base,
    'x.yaml': 'extends: ./_base.yaml\nname: x\naugmentations: [{type: color-jitter, p: 1}]\n',
  });
  t.deepEqual(
    experiment.augmentations.map(({ type }) => type),
    ['color-jitter'],
  );
});

test('a section with another type replaces the inherited one as a whole', async (t) => {
  const { experiment } = await load(t, {
    '_base.yaml': `${base}`,
    'x.yaml': 'extends: ./_base.yaml\nname: x\noptimizer: {type: sgd, lr: 0.1}\nloss: {type: cross-entropy}\n',
  });
  t.deepEqual({ ...experiment.optimizer }, { type: 'sgd', lr: 0.1, momentum: 0, weight_decay: 0 });
});

test('later parents win over earlier ones', async (t) => {
  const { experiment } = await load(t, {
    'a.yaml': base,
    'b.yaml': 'seed: 8\noptimizer: {lr: 0.2}\n',
    'c.yaml': 'optimizer: {lr: 0.3}\n',
    'x.yaml': 'extends: [a.yaml, b.yaml, c.yaml]\nname: x\n',
  });
  t.is(experiment.seed, 8);
  t.is(experiment.optimizer['lr'], 0.3);
});

test('parents are found relative to the file that names them', async (t) => {
  const { experiment, files } = await load(t, {
    'x.yaml': 'extends: shared/a.yaml\nname: x\n',
    'shared/a.yaml': 'extends: ../b.yaml\nseed: 9\n',
    'b.yaml': base,
  });
  t.is(experiment.seed, 9);
  t.deepEqual(
    files.map((file) => file.replaceAll('\\', '/').split('/').slice(-1)[0]),
    ['b.yaml', 'a.yaml', 'x.yaml'],
  );
});

test('append adds to an inherited list', async (t) => {
  const { experiment } = await load(t, {
    '_base.yaml': base,
    'x.yaml':
      'extends: ./_base.yaml\nname: x\nappend: {augmentations: [{type: color-jitter}], model.bins: [9]}\nmodel: {bins: [1]}\n',
  });
  t.deepEqual(
    experiment.augmentations.map(({ type }) => type),
    ['horizontal-flip', 'color-jitter'],
  );
  t.deepEqual(experiment.model['bins'], [1, 9]);
});

test('drop removes an inherited key, so that its default holds again', async (t) => {
  const { experiment } = await load(t, {
    '_base.yaml': base,
    'x.yaml': 'extends: ./_base.yaml\nname: x\ndrop: [scheduler, augmentations.0, optimizer.lr]\n',
  });
  t.is(experiment.scheduler.type, 'constant');
  t.deepEqual(experiment.augmentations, []);
  t.is(experiment.optimizer['lr'], 1e-3);
});

test('an alias repeats a value', async (t) => {
  const { experiment } = await load(t, { 'x.yaml': withLines({ 2: 'seed: &n 4', 16: '  epochs: *n' }) });
  t.is(experiment.train.epochs, 4);
});

test('a file with Windows line ends and a byte order mark is read', async (t) => {
  const { experiment } = await load(t, { 'x.yaml': `\uFEFF${withLines({}).replaceAll('\n', '\r\n')}` });
  t.is(experiment.name, 'cats');
});

test('every default is spelled out, those of default components included', async (t) => {
  const { experiment } = await load(t, { 'x.yaml': withLines({ 10: '', 14: '' }) });
  t.deepEqual(experiment.metrics, [
    { type: 'iou', average: 'macro' },
    { type: 'recall', average: 'macro' },
  ]);
  t.deepEqual(experiment.scheduler, { type: 'constant' });
  t.deepEqual(experiment.dataset['storage'], { type: 'memory' });
  t.is(experiment.engine.backend, 'auto');
});
