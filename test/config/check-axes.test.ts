import test from 'ava';
import { checkAxis, isAbove, ordered } from '../../src/config/check-axes.ts';
import type { Override } from '../../src/config/override.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { somewhere, treeOf } from './_trees.ts';

const override = (path: string, value: string | number | null): Override => ({
  path: path.split('.'),
  key: somewhere,
  value: { kind: 'scalar', origin: somewhere, value },
});
const checked = (values: readonly Override[], others: readonly Override[] = []) => {
  const problems: Problem[] = [];
  const context = { tree: treeOf('loss: {type: cross-entropy}'), schema: schemaOf(testRegistry()), others };
  const right = checkAxis(values, context, (problem) => problems.push(problem));
  return [right, ...problems.map(({ code }) => code)];
};

test('a section, and its type, are above its parts', (t) => {
  t.true(isAbove(['loss'], ['loss', 'gamma']));
  t.true(isAbove(['loss', 'type'], ['loss', 'gamma']));
  t.true(isAbove(['model', 'type'], ['model', 'encoder', 'type']));
  t.false(isAbove(['loss', 'gamma'], ['loss', 'type']));
  t.false(isAbove(['loss', 'type'], ['loss', 'type']));
  t.false(isAbove(['optimizer', 'type'], ['loss', 'gamma']));
});

test('sections come before their types, and types before their parameters', (t) => {
  const given = ['loss.gamma', 'model.encoder.type', 'loss.type', 'seed', 'loss'].map((path) => override(path, 1));
  t.deepEqual(
    ordered(given).map(({ path }) => path.join('.')),
    ['seed', 'loss', 'loss.type', 'loss.gamma', 'model.encoder.type'],
  );
});

test('a key that another axis brings is right, and one that none brings is not', (t) => {
  t.deepEqual(checked([override('loss.gamma', 1)]), [false, 'bad-axis']);
  t.deepEqual(checked([override('loss.gamma', 1)], [override('loss.type', 'focal')]), [true]);
  t.deepEqual(checked([override('loss.gama', 1)], [override('loss.type', 'focal')]), [false, 'bad-axis']);
});

test('keys that change nothing that is learned, and the sweep itself, can not vary', (t) => {
  t.deepEqual(checked([override('name', 'a')]), [false, 'bad-axis']);
  t.deepEqual(checked([override('sweep.seeds', 2)]), [false, 'bad-axis']);
});

test('null is refused where there is no default', (t) => {
  t.deepEqual(checked([override('seed', null)]), [true]);
  t.deepEqual(checked([override('train.epochs', 1), override('train.epochs', null)]), [false, 'bad-axis']);
});
