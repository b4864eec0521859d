import test from 'ava';
import { load, problemsOf, summarize, withLines } from './_workspace.ts';

async function rootOf(
  t: Parameters<typeof load>[0],
  root: string,
  environment: Record<string, string> = {},
): Promise<unknown> {
  const { experiment } = await load(
    t,
    { 'x.yaml': withLines({ 3: `dataset: {type: folder, root: '${root}'}` }) },
    { environment },
  );
  return experiment.dataset['root'];
}

test('a value that is one reference keeps its type', async (t) => {
  const { experiment } = await load(t, {
    'x.yaml': withLines({
      13: '  lr: 1e-3\n  betas: ["${optimizer.lr}", "${model.dropout}"]',
      16: '  epochs: ${scheduler.step_size}',
    }),
  });
  t.is(experiment.train.epochs, 10);
  t.deepEqual(experiment.optimizer['betas'], [1e-3, 0.1]);
});

test('a section can be taken as a whole', async (t) => {
  const { experiment } = await load(t, {
    'x.yaml': withLines({
      16: '  epochs: 2\n  checkpoint_every: {steps: 5}\n  validate_every: ${train.checkpoint_every}',
    }),
  });
  t.deepEqual(experiment.train.validate_every, { steps: 5, restart: 'never' });
});

test('references inside a text are joined as text', async (t) => {
  t.is(await rootOf(t, 'data/${name}-${seed}/${augmentations.0.p}'), 'data/cats-1/0.5');
});

test('references follow references', async (t) => {
  const { experiment } = await load(t, {
    'x.yaml': withLines({ 2: 'seed: ${train.epochs}', 16: '  epochs: ${scheduler.step_size}' }),
  });
  t.is(experiment.seed, 10);
});

test('a default that nobody wrote can be referred to', async (t) => {
  t.is(await rootOf(t, 'at-${optimizer.weight_decay}-${engine.backend}'), 'at-0-auto');
});

test('an environment variable is read', async (t) => {
  t.is(await rootOf(t, '${env:ROOT}/pets', { ROOT: '/data' }), '/data/pets');
});

test('an environment variable gets the type that its key wants', async (t) => {
  const lines = { 16: '  epochs: ${env:N}', 17: 'description: ${env:N}', 7: '  type: pspnet\n  bins: ${env:BINS}' };
  const { experiment } = await load(t, { 'x.yaml': withLines(lines) }, { environment: { N: '012', BINS: '[1, 2]' } });
  t.is(experiment.train.epochs, 12);
  t.is(experiment.description, '012');
  t.deepEqual(experiment.model['bins'], [1, 2]);
});

for (const text of ['1.10', '007', '25921e05', '0x1F', '"q"', '/mnt/set #2', 'a\nb', '2024', 'null'])
  test(`the characters of a variable stay as they are, alone and in a longer text: ${JSON.stringify(text)}`, async (t) => {
    t.is(await rootOf(t, '${env:ROOT}', { ROOT: text }), text);
    t.is(await rootOf(t, 'exp-${env:ROOT}', { ROOT: text }), `exp-${text}`);
  });

test('a reference to a key that takes its value from a variable gives what the referring key wants', async (t) => {
  const lines = { 16: '  epochs: ${env:N}', 2: 'seed: ${train.epochs}', 17: 'description: ${seed}' };
  const { experiment } = await load(t, { 'x.yaml': withLines(lines) }, { environment: { N: '012' } });
  t.deepEqual([experiment.seed, experiment.description], [12, '012']);
});

test('the default of a variable is converted like its value', async (t) => {
  const { experiment } = await load(t, { 'x.yaml': withLines({ 16: '  epochs: ${env:N:3}' }) });
  t.is(experiment.train.epochs, 3);
});

test('a variable that is not set gives the default, which may hold colons and references', async (t) => {
  t.is(await rootOf(t, '${env:ROOT:s3://pets:${seed}}'), 's3://pets:1');
  t.is(await rootOf(t, '${env:ROOT:a}', { ROOT: 'b' }), 'b');
  t.is(await rootOf(t, 'x${env:ROOT:}'), 'x');
});

test('a doubled dollar sign gives a literal reference', async (t) => {
  t.is(await rootOf(t, 'a/$${seed}'), 'a/${seed}');
});

test('an override reaches what is derived from it', async (t) => {
  const { experiment } = await load(
    t,
    { 'x.yaml': withLines({ 14: 'scheduler: {type: step, step_size: "${train.epochs}"}' }) },
    { overrides: ['train.epochs=30'] },
  );
  t.is(experiment.scheduler['step_size'], 30);
});

test('a secret stays a reference, in the experiment, in config.yaml and through other references', async (t) => {
  const lines = { 3: 'dataset: {type: folder, root: "s3://${secret:KEY}@data"}', 17: 'description: ${dataset.root}' };
  const environment = { KEY: 'swordfish' };
  const loaded = await load(t, { 'x.yaml': withLines(lines) }, { environment });
  t.is(loaded.experiment.dataset['root'], 's3://${secret:KEY}@data');
  t.is(loaded.experiment.description, 's3://${secret:KEY}@data');
  t.false(loaded.yaml.includes('swordfish'));
  const again = await load(t, { 'x.yaml': loaded.yaml }, { environment: {} });
  t.deepEqual(again.experiment, loaded.experiment);
  t.is(again.id, loaded.id, 'the id is one of the reference, not of the value');
});

test('a text that only looks like a secret is refused, as is a name that no variable has', async (t) => {
  for (const [root, environment] of [
    ['$${secret:KEY}', {}],
    ['${env:TEXT}', { TEXT: 'a ${secret:KEY}' }],
    ['${secret:KEY:default}', {}],
    ['${secret:}', {}],
  ] as const) {
    const files = { 'x.yaml': withLines({ 3: `dataset: {type: folder, root: "${root}"}` }) };
    const problems = await problemsOf(t, files, { environment });
    t.deepEqual(problems.map(summarize), ['3:31 bad-interpolation'], root);
  }
});
