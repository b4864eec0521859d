import test from 'ava';
import { commandHints } from '../../src/cli/other-names.ts';
import { runInProcess } from '../helpers/tessera.ts';

const known = ['init', 'run', 'sweep', 'test', 'list', 'compare', 'components', 'board', 'backend', 'validate'];

test('names of other tools lead to the command, with the arguments that were given', (t) => {
  t.deepEqual(commandHints('train', ['x.yaml', '--jobs', '2'], known), ['here it is `tessera run x.yaml --jobs 2`']);
  t.deepEqual(commandHints('eval', ['runs/x'], known), ['here it is `tessera test runs/x`']);
  t.deepEqual(commandHints('LS', [], known), ['here it is `tessera list`']);
  t.deepEqual(commandHints('new', ['cats'], known), ['here it is `tessera init cats`']);
  t.deepEqual(commandHints('resume', ['x'], known), ['here it is `tessera run --resume x`']);
  t.deepEqual(commandHints('install', ['tensorflow'], known), ['here it is `tessera backend install tensorflow`']);
});

test('a run is deleted by `delete`, whatever other tools call it', (t) => {
  for (const name of ['rm', 'remove', 'prune'])
    t.deepEqual(commandHints(name, ['x'], [...known, 'delete']), ['here it is `tessera delete x`']);
});

test('an experiment alone is one to train', (t) => {
  t.deepEqual(commandHints('a/x.yaml', ['--smoke'], known), ['to train it: `tessera run a/x.yaml --smoke`']);
});

test('a slip of the keyboard leads to the nearest command, anything else to the help alone', (t) => {
  t.deepEqual(commandHints('lsit', ['--json'], known), ['did you mean `tessera list --json`?']);
  t.deepEqual(commandHints('traim', ['x.yaml'], known), ['did you mean `tessera run x.yaml`?']);
  t.deepEqual(commandHints('frobnicate', [], known), []);
});

test('a command that is not there is not suggested', (t) => {
  t.deepEqual(commandHints('convert', [], known), []);
  t.deepEqual(commandHints('convert', ['x'], [...known, 'export']), ['here it is `tessera export x`']);
});

test('the command line says so', async (t) => {
  const { exitCode, stderr } = await runInProcess(['train', 'experiments/quickstart.yaml']);
  t.is(exitCode, 2);
  t.deepEqual(stderr.split('\n'), [
    'error[bad-argument]: expected a command of `tessera`, got `train`',
    '  = here it is `tessera run experiments/quickstart.yaml`',
    '  = see `tessera --help`',
  ]);
});
