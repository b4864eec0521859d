import test from 'ava';
import { mergeNodes } from '../../src/config/merge.ts';
import { parseSource } from '../../src/config/parse.ts';
import { takeAwayHints } from '../../src/config/take-away.ts';
import type { MapNode } from '../../src/config/tree.ts';

function treeOf(name: string, text: string, by: 'file' | 'set' = 'file'): MapNode {
  return parseSource({ path: by === 'file' ? `/${name}` : '', name, text }, by, (problem) => {
    throw new Error(problem.message);
  }) as MapNode;
}

const parent = treeOf('sub/_base.yaml', 'train: {every: {steps: 10}}');

test('keys that a parent wrote are dropped by their whole path', (t) => {
  const merged = mergeNodes(parent, treeOf('x.yaml', 'train: {every: {epochs: 1}}')) as MapNode;
  t.deepEqual(takeAwayHints(merged, ['train', 'every']), [
    '`drop: [train.every.steps]` takes away the one of _base.yaml',
  ]);
});

test("a file's key beside one of the command line is taken away on the command line", (t) => {
  const merged = mergeNodes(parent, treeOf('--set', 'train: {every: {epochs: 1}}', 'set')) as MapNode;
  t.deepEqual(takeAwayHints(merged, ['train', 'every']), [
    '`--set train.every.steps=null` takes that one of the file away',
  ]);
});

test('a section that one place wrote, a value and a path that leads nowhere have nothing to take away', (t) => {
  t.deepEqual(takeAwayHints(treeOf('x.yaml', 'train: {every: {steps: 1, epochs: 2}}'), ['train', 'every']), []);
  t.deepEqual(takeAwayHints(parent, ['train', 'every']), []);
  t.deepEqual(takeAwayHints(parent, ['train', 'every', 'steps']), []);
  t.deepEqual(takeAwayHints(parent, ['nothing']), []);
});
