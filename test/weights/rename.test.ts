import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { renameByMap, renamePrefix, renameTensors } from '../../src/weights/index.ts';

const tensors = new Map([
  ['encoder.conv1.weight', 1],
  ['encoder.bn1.bias', 2],
  ['head.weight', 3],
]);

test('a prefix is taken off, and what lacks it is left out', (t) => {
  t.deepEqual(
    [...renameTensors(tensors, renamePrefix('encoder.'))],
    [
      ['conv1.weight', 1],
      ['bn1.bias', 2],
    ],
  );
});

test('a prefix becomes another one', (t) => {
  t.deepEqual([...renameTensors(tensors, renamePrefix('head.', 'decoder.head.')).keys()], ['decoder.head.weight']);
});

test('a map renames what it names and leaves the rest', (t) => {
  t.deepEqual(
    [...renameTensors(tensors, renameByMap({ 'head.weight': 'fc.weight' })).keys()],
    ['encoder.conv1.weight', 'encoder.bn1.bias', 'fc.weight'],
  );
});

test("a map doesn't take names from an object's own properties", (t) => {
  t.is(renameByMap({})('constructor'), 'constructor');
});

test('two tensors of one new name are refused, and both are named', (t) => {
  const error = t.throws(() => renameTensors(tensors, () => 'weight'), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'bad-weights');
  t.regex(error.problems[0]!.message, /`weight`, got two: `encoder\.conv1\.weight` and `encoder\.bn1\.bias`/);
});
