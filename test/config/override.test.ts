import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { load, problemsOf, withLines } from './_workspace.ts';

function overridden(
  title: string,
  overrides: readonly string[],
  check: (experiment: Experiment) => unknown,
  expected: unknown,
): void {
  test(title, async (t) => {
    const { experiment } = await load(t, { 'x.yaml': withLines({}) }, { overrides });
    t.deepEqual(check(experiment), expected);
  });
}

overridden('a number is set', ['optimizer.lr=3e-4'], (x) => x.optimizer['lr'], 3e-4);
overridden('a key that the file leaves to its default is set', ['train.batch_size=4'], (x) => x.train.batch_size, 4);
overridden('a section that the file does not have is set', ['engine.backend=cpu'], (x) => x.engine.backend, 'cpu');
overridden('a list is set as YAML', ['model.bins=[2, 4]'], (x) => x.model['bins'], [2, 4]);
overridden('a section set as YAML replaces the whole section', ['loss={type: focal, gamma: 3}'], (x) => x.loss, {
  type: 'focal',
  gamma: 3,
});
overridden('an item of a list is set by its index', ['augmentations.0.p=0.1'], (x) => x.augmentations[0]?.['p'], 0.1);
overridden(
  'the index after the last item appends',
  ['augmentations.1={type: color-jitter}'],
  (x) => x.augmentations.length,
  2,
);
overridden('a nested component is set', ['model.encoder.type=resnext50_32x4d'], (x) => x.model['encoder'], {
  type: 'resnext50_32x4d',
  frozen: false,
});
overridden('a text may hold an equals sign', ['dataset.root=a=b'], (x) => x.dataset['root'], 'a=b');
overridden('a reference in an override is resolved', ['seed=${train.epochs}'], (x) => x.seed, 2);
overridden('of two overrides of a key the later wins', ['seed=5', 'seed=6'], (x) => x.seed, 6);
overridden('another type keeps the parameters that both components have', ['optimizer.type=sgd'], (x) => x.optimizer, {
  type: 'sgd',
  lr: 1e-3,
  momentum: 0,
  weight_decay: 0,
});
overridden('another type drops the parameters that it does not have', ['scheduler.type=constant'], (x) => x.scheduler, {
  type: 'constant',
});
overridden(
  'a parameter of the new type can be set after the type',
  ['loss.type=cross-entropy', 'loss.label_smoothing=0.1'],
  (x) => x.loss,
  { type: 'cross-entropy', label_smoothing: 0.1 },
);

overridden('a text keeps its characters', ['dataset.root=/mnt/set #2'], (x) => x.dataset['root'], '/mnt/set #2');
overridden('two lines stay two lines', ['description=a\nb'], (x) => x.description, 'a\nb');
overridden('a name of digits is a text', ['name=007'], (x) => x.name, '007');
overridden('quotes are characters of a text', ['description="q"'], (x) => x.description, '"q"');
overridden('an empty text is a text', ['description='], (x) => x.description, '');
overridden('an item of a default list is set', ['optimizer.betas.0=0.8'], (x) => x.optimizer['betas'], [0.8, 0.999]);
overridden('null takes an optional key away', ['seed=null'], (x) => x.seed, 0);
overridden('null takes an optional text away', ['description=a', 'description=null'], (x) => x.description, undefined);
overridden('null takes an item out of a list', ['augmentations.0=null'], (x) => x.augmentations, []);
overridden('null takes away what is not there', ['engine.threads=null'], (x) => x.engine, { backend: 'auto' });

test('who takes a key away has the id of a file that does not say it', async (t) => {
  const files = { 'x.yaml': withLines({}), 'y.yaml': withLines({ 2: '' }) };
  const { id } = await load(t, files, { overrides: ['seed=null'] });
  t.not(id, (await load(t, files)).id);
  t.is(id, (await load(t, { 'x.yaml': files['y.yaml'] })).id);
});

test('a key that must be there can not be taken away', async (t) => {
  const [problem] = await problemsOf(t, { 'x.yaml': withLines({}) }, { overrides: ['train.epochs=null'] });
  t.is(problem?.code, 'bad-override');
  t.regex(problem?.message ?? '', /got `null`, but `train.epochs` has no default/);
  t.is(problem?.where?.column, 14);
});

test('what follows a bracket is not dropped', async (t) => {
  const [problem] = await problemsOf(t, { 'x.yaml': withLines({}) }, { overrides: ['model.bins=[1, 2] # two'] });
  t.is(problem?.code, 'bad-override');
  t.regex(problem?.message ?? '', /got more after it/);
  t.is(problem?.where?.column, 18);
});

test('a bracket that is not closed is shown in the argument', async (t) => {
  const [problem] = await problemsOf(t, { 'x.yaml': withLines({}) }, { overrides: ['model.bins=[1, 2'] });
  t.is(problem?.code, 'bad-override');
  t.is(problem?.where?.text, 'model.bins=[1, 2');
});

test('a wrong argument does not hide an unknown component', async (t) => {
  const files = { 'x.yaml': withLines({ 9: 'loss: {type: fokal}' }) };
  const problems = await problemsOf(t, files, { overrides: ['train.epoch=1'] });
  t.deepEqual(
    problems.map(({ code }) => code),
    ['bad-override', 'unknown-component'],
  );
});
