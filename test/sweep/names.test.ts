import test from 'ava';
import type { LoadedExperiment } from '../../src/config/index.ts';
import { pointName, sweepFolderName } from '../../src/sweep/names.ts';

const checkName = test.macro({
  exec: (t, overrides: Record<string, unknown>, expected: string) =>
    t.is(pointName({ id: '1a2b3c4d', overrides }), expected),
  title: (title) => title!,
});

test(
  'a point is called by what it sets and its id',
  checkName,
  { 'loss.type': 'focal', 'optimizer.lr': 3e-4 },
  'loss.type=focal,optimizer.lr=0.0003-1a2b3c4d',
);
test(
  'a component is written as its type and parameters',
  checkName,
  { loss: { type: 'focal', gamma: 2 } },
  'loss=focal_gamma=2-1a2b3c4d',
);
test('a list is written with plus signs', checkName, { 'model.bins': [1, 2, 3] }, 'model.bins=1+2+3-1a2b3c4d');
test(
  'what a file name cannot hold becomes an underscore',
  checkName,
  { 'model.encoder.weights': '../a b/c:d' },
  'model.encoder.weights=.._a_b_c_d-1a2b3c4d',
);
test('a name never starts with a dot, which would hide it', checkName, { '.x': 1 }, 'x=1-1a2b3c4d');
test('a point that sets nothing is called by its id', checkName, {}, '1a2b3c4d');

test('a long name is cut, and its id is not', (t) => {
  const name = pointName({ id: '1a2b3c4d', overrides: { path: 'x'.repeat(500) } });
  t.is(name.length, 120 + 1 + 8);
  t.true(name.endsWith('-1a2b3c4d'));
});

test('a sweep is not called like a run of its base, and is called the same when its axes change', (t) => {
  const loaded = (points: number) =>
    ({ experiment: { name: 'pets' }, id: '1a2b3c4d', points: Array(points) }) as unknown as LoadedExperiment;
  const name = sweepFolderName(loaded(1));
  t.regex(name, /^pets-[0-9a-f]{8}$/);
  t.not(name, 'pets-1a2b3c4d');
  t.is(sweepFolderName(loaded(5)), name);
});
