import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { searchKeys } from '../../src/config/search-keys.ts';
import { fromPlain, whereIs, type MapNode, type Origin } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { createRegistry } from '../../src/registry/index.ts';

const origin: Origin = { by: 'file', source: { path: 'x.yaml', name: 'x.yaml', text: 'over' }, start: 0, end: 4 };
const schema = schemaOf(createRegistry(...builtins));
const tree = fromPlain({ loss: { type: 'focal' }, optimizer: { type: 'sgd', lr: 1 } }, origin) as MapNode;

function keysOf(over: unknown, loads: (path: string, type: string) => boolean = () => true) {
  const problems: Problem[] = [];
  const keys = searchKeys(fromPlain({ over }, origin), { tree, schema, loads }, (problem) => problems.push(problem));
  return { keys: keys.map(({ path, range, only }) => [path, range.type, only?.types.join()]), problems };
}

test('a path alone has the range of its parameter, in the component that the experiment has', (t) => {
  t.deepEqual(keysOf(['optimizer.lr', 'optimizer.momentum']).keys, [
    ['optimizer.lr', 'log-uniform', undefined],
    ['optimizer.momentum', 'uniform', undefined],
  ]);
});

test('a component varies its type, and the keys of each type; types with the same range share it', (t) => {
  const { keys } = keysOf(['optimizer'], (_, type) => type !== 'adamw');
  t.deepEqual(keys, [
    ['optimizer.type', 'choice', undefined],
    ['optimizer.lr', 'log-uniform', 'adam,sgd,rmsprop'],
    ['optimizer.weight_decay', 'log-uniform', 'adam,sgd,rmsprop'],
    ['optimizer.momentum', 'uniform', 'sgd,rmsprop'],
  ]);
});

test('what is written by itself takes the place of a default range', (t) => {
  const { keys } = keysOf(
    { loss: 'auto', 'loss.gamma': { type: 'integer', low: 1, high: 3 } },
    (_, type) => type === 'focal',
  );
  t.deepEqual(keys, [
    ['loss.type', 'choice', undefined],
    ['loss.gamma', 'integer', undefined],
  ]);
});

test('a key without a range, a key twice, and a component without types are told', (t) => {
  const { problems, keys } = keysOf(['train.batch_size', 'seed', 'optimizer.lr', 'optimizer.lr']);
  t.deepEqual(keys.length, 1);
  t.deepEqual(
    problems.map(({ code, where }) => [code, where!.line]),
    Array(3).fill(['bad-axis', whereIs(origin).line]),
  );
  t.regex(problems.find(({ message }) => message.includes('batch_size'))!.hints![0]!, /type: integer/);
  t.regex(keysOf(['model'], () => false).problems[0]!.message, /types that load/);
});
