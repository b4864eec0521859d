import test from 'ava';
import { isExcluded } from '../../src/config/exclusion.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { fromPlain } from '../../src/config/tree.ts';
import { testRegistry } from './_registry.ts';
import { somewhere, treeOf } from './_trees.ts';

const tree = treeOf('seed: 3\nloss: {type: focal, gamma: 2}\nmodel: {type: pspnet, bins: [1, 2]}');
const excludes = (values: Readonly<Record<string, unknown>>) =>
  isExcluded(
    tree,
    schemaOf(testRegistry()),
    Object.entries(values).map(([path, value]) => ({
      path: path.split('.'),
      key: somewhere,
      value: fromPlain(value, somewhere),
    })),
  );

test('all values of an entry must hold', (t) => {
  t.true(excludes({ seed: 3 }));
  t.true(excludes({ seed: 3, 'loss.gamma': 2 }));
  t.false(excludes({ seed: 3, 'loss.gamma': 1 }));
  t.false(excludes({ seed: '3' }));
});

test('a section holds where its keys do, a list where it is equal', (t) => {
  t.true(excludes({ loss: { type: 'focal' } }));
  t.false(excludes({ loss: { type: 'focal', gamma: 3 } }));
  t.true(excludes({ 'model.bins': [1, 2] }));
  t.false(excludes({ 'model.bins': [1] }));
  t.true(excludes({ 'model.bins.1': 2 }));
});

test('a default counts, and null stands for a key that is absent', (t) => {
  t.true(excludes({ 'engine.backend': 'auto' }));
  t.true(excludes({ description: null }));
  t.false(excludes({ seed: null }));
});
