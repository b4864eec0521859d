import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { oneOf, parseCondition } from '../../../src/runs/select/condition.ts';

const partsOf = (text: string) => {
  const { key, operator, values } = parseCondition(text);
  return [key, operator, ...values];
};

test('a condition is a key, an operator and a value', (t) => {
  t.deepEqual(partsOf('loss.type=focal'), ['loss.type', '=', 'focal']);
  t.deepEqual(partsOf('val.iou>=0.8'), ['val.iou', '>=', '0.8']);
  t.deepEqual(partsOf('step<10'), ['step', '<', '10']);
  t.deepEqual(partsOf('val/iou/macro/image > .5'), ['val/iou/macro/image', '>', '.5']);
  t.deepEqual(partsOf('seed==3'), ['seed', '=', '3']);
  t.deepEqual(partsOf('name!=a=b'), ['name', '!=', 'a=b']);
  t.deepEqual(partsOf('note~as in, the'), ['note', '~', 'as in, the']);
});

test('values with commas are one value, or several', (t) => {
  t.deepEqual(partsOf('loss.type=focal, dice'), ['loss.type', '=', 'focal, dice', 'focal', 'dice']);
});

test('what is missing is pointed at', (t) => {
  const problem = (text: string) => {
    const { code, message, where } = t.throws(() => parseCondition(text), { instanceOf: TesseraError }).problems[0]!;
    return [code, message, where?.file, where?.column, where?.length];
  };
  t.deepEqual(problem('=focal'), ['bad-argument', 'expected a key, got `=focal`', '--where', 1, 1]);
  t.deepEqual(problem('loss.type'), [
    'bad-argument',
    'expected one of != <= >= = < > ~ after `loss.type`, got nothing',
    '--where',
    10,
    1,
  ]);
  t.deepEqual(problem('loss.type focal'), [
    'bad-argument',
    'expected one of != <= >= = < > ~ after `loss.type`, got `focal`',
    '--where',
    11,
    5,
  ]);
  t.deepEqual(problem('seed >= '), ['bad-argument', 'expected a value after `>=`, got none', '--where', 9, 1]);
});

test('keys and values have their place, for problems with them', (t) => {
  const { at } = parseCondition(' seed = 12 ', '--if');
  t.deepEqual([at.key.column, at.key.length, at.value.column, at.value.length], [2, 4, 9, 2]);
  t.deepEqual([at.key.file, at.key.line, at.key.text], ['--if', 1, ' seed = 12 ']);
});

test('an option for one key names its values, and is pointed at as it was written', (t) => {
  const { key, operator, values, at } = oneOf('status', ' failed, running', '--status');
  t.deepEqual([key, operator, ...values], ['status', '=', 'failed, running', 'failed', 'running']);
  t.deepEqual(at.value, { file: '--status', line: 1, column: 1, text: ' failed, running', length: 16 });
});
