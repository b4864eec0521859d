import test from 'ava';
import { load, withLines } from './_workspace.ts';

const original = withLines({});

async function idOf(t: Parameters<typeof load>[0], text: string, overrides: readonly string[] = []): Promise<string> {
  return (await load(t, { 'x.yaml': text }, { overrides })).id;
}

test('an id is 8 hex characters', async (t) => {
  t.regex(await idOf(t, original), /^[0-9a-f]{8}$/);
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

same('threads and prefetching, which change no batch', `${original}loader: {workers: 3, prefetch: 4}\n`);

function different(title: string, text: string): void {
  test(`the id changes with ${title}`, async (t) => t.not(await idOf(t, text), await idOf(t, original)));
}

different('another seed', withLines({ 2: 'seed: 2' }));
different('bad samples skipped', `${original}loader: {on_bad_sample: skip}\n`);
different('another parameter', withLines({ 13: '  lr: 2e-3' }));
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
