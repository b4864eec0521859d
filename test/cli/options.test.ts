import { Command, InvalidArgumentError } from 'commander';
import test from 'ava';
import {
  collect,
  countOption,
  imageSize,
  jsonOption,
  positiveInteger,
  rerunOption,
  runsOption,
  setOption,
} from '../../src/cli/options.ts';

test('a count is a whole number from 1, in decimal digits', (t) => {
  t.is(positiveInteger('1'), 1);
  t.is(positiveInteger('250'), 250);
  for (const text of ['0', '-1', '1.5', '1e3', '0x10', '', ' 2', '2 ', '01', 'many', '9999999999999999'])
    t.throws(() => positiveInteger(text), { instanceOf: InvalidArgumentError }, `'${text}'`);
});

test('a size is the side of a square, or height x width', (t) => {
  t.deepEqual(imageSize('384'), { height: 384, width: 384 });
  t.deepEqual(imageSize('256x512'), { height: 256, width: 512 });
  for (const text of ['', '0', '0x5', '5x0', '5x', 'x5', '5X6', '1.5', '123456', '5x6x7', ' 5'])
    t.throws(() => imageSize(text), { instanceOf: InvalidArgumentError }, `'${text}'`);
});

test('values of an option that is given again are gathered in order', (t) => {
  const first = collect('a');
  t.deepEqual(collect('b', first), ['a', 'b']);
  t.deepEqual(first, ['a'], 'and what was gathered stays as it was');
});

test('the shared options are read from a command line', (t) => {
  const command = new Command()
    .addOption(setOption())
    .addOption(runsOption())
    .addOption(jsonOption())
    .addOption(countOption('--jobs <n>', 'jobs'))
    .addOption(rerunOption())
    .argument('<file>');
  const args = ['--set', 'a=1', 'x.yaml', '--set', 'b=2', '--jobs', '3', '--json', '--rerun', 'failed'];
  command.parse(args, { from: 'user' });
  t.deepEqual(command.args, ['x.yaml'], 'what follows --set is not taken for a second value');
  t.deepEqual(command.opts(), { set: ['a=1', 'b=2'], jobs: 3, json: true, rerun: 'failed', runs: 'runs' });
});
