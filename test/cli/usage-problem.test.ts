import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { usageProblem } from '../../src/cli/usage-problem.ts';
import { runInProcess } from '../helpers/tessera.ts';

/** The texts are commander's own, so that another version with other texts is noticed here. */
const saysSo = test.macro({
  title: (_, args: readonly string[]) => `tessera ${args.join(' ')}`,
  exec: async (t: ExecutionContext, args: readonly string[], expected: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runInProcess(args);
    t.deepEqual(stderr.split('\n'), [
      `error[bad-argument]: ${expected[0]}`,
      ...expected.slice(1).map((hint) => `  = ${hint}`),
    ]);
    t.deepEqual([exitCode, stdout], [2, '']);
  },
});

test(
  saysSo,
  ['test', 'x', '--split', 'tset'],
  ['expected one of train, val, test for `--split`, got `tset`', 'did you mean `test`?'],
);
test(saysSo, ['test', 'x', '--split', 'holdout'], ['expected one of train, val, test for `--split`, got `holdout`']);
test(
  saysSo,
  ['sweep', 'x.yaml', '--rerun', 'some'],
  ['expected one of failed, lost, pruned, all for `--rerun`, got `some`'],
);
test(saysSo, ['run', 'x.yaml', '--jobs', '0'], ['expected a whole number from 1 for `--jobs`, got `0`']);
test(
  saysSo,
  ['backend', 'install', 'wasm'],
  ['expected one of onnxruntime, tensorflow for the argument <name>, got `wasm`'],
);
test(saysSo, ['validate'], ['expected the argument <files>, got none', 'see `tessera validate --help`']);
test(
  saysSo,
  ['export', 'x'],
  ['expected the option `--to`, got none', 'write `--to <format>`', 'see `tessera export --help`'],
);
test(saysSo, ['run', '--set'], ['expected a value after `--set`, got none', 'write `--set <key=value>`']);
test(
  saysSo,
  ['launch', '--install-hook', '--uninstall-hook'],
  ['expected `--install-hook` or `--uninstall-hook`, got both', 'see `tessera launch --help`'],
);
test(
  saysSo,
  ['run', 'x.yaml', '--job', '2'],
  ['expected an option of `tessera run`, got `--job`', 'did you mean `--jobs`?', 'see `tessera run --help`'],
);
test(
  saysSo,
  ['list', '--zzzzzzzz'],
  ['expected an option of `tessera list`, got `--zzzzzzzz`', 'see `tessera list --help`'],
);
test(
  saysSo,
  ['runn'],
  ['expected a command of `tessera`, got `runn`', 'did you mean `tessera run`?', 'see `tessera --help`'],
);
test(saysSo, ['doctor', 'now'], ['expected no more than 0 arguments, got 1', 'see `tessera doctor --help`']);
test(saysSo, ['run', 'a', 'b'], ['expected no more than 1 argument, got 2', 'see `tessera run --help`']);

test('a value may hold quotes and lines', (t) => {
  const text = "error: option '--jobs <n>' argument 'it's\nme' is invalid. Expected a whole number from 1.";
  t.is(usageProblem(text, 'tessera run').message, "expected a whole number from 1 for `--jobs`, got `it's\nme`");
});

test('several names that are near are all told', (t) => {
  const { hints } = usageProblem("error: unknown option '--ru'\n(Did you mean one of --run, --runs?)", 'tessera list');
  t.deepEqual(hints, ['did you mean `--run` or `--runs`?', 'see `tessera list --help`']);
});

test('a text of another form is passed on, and its further lines are hints', (t) => {
  t.deepEqual(usageProblem('error: something new\nwhat to do\n', 'tessera run'), {
    code: 'bad-argument',
    message: 'something new',
    hints: ['what to do'],
  });
  const why = "error: option '--a <b>' argument 'c' is invalid. No.";
  t.is(usageProblem(why, 'tessera run').message, '`--a`: No.');
});

test('the version of commander whose texts these are', (t) => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  t.is(dependencies['commander'], '14.0.3');
});
