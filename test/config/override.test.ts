import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { load, withLines } from './_workspace.ts';

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
