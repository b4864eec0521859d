import test from 'ava';
import { sectionSharing } from '../../src/config/share-sections.ts';
import { parsePath, type MapNode } from '../../src/config/tree.ts';
import { update } from '../../src/config/update.ts';
import { parseSource } from '../../src/config/parse.ts';

const treeOf = (text: string) => parseSource({ path: '', name: 'x.yaml', text }, 'file', () => undefined) as MapNode;
const values = (lr: number) => ({ seed: lr, model: { type: 'unet' }, optimizer: { lr }, log: { loggers: [] } });

test('sections of the same node, and those of no node, are the same object', (t) => {
  const share = sectionSharing();
  const tree = treeOf('seed: 1\nmodel: {type: unet}\noptimizer: {lr: 1}');
  const other = update(tree, parsePath('optimizer.lr'), (node) => ({ ...node!, value: 2 }) as typeof node);
  const [first, second] = [share(values(1), tree), share(values(2), other)];
  t.deepEqual(first, values(1));
  t.is(second.model, first.model);
  t.is(second.log, first.log);
  t.deepEqual(second.optimizer, { lr: 2 });
  t.deepEqual(Object.keys(second), ['seed', 'model', 'optimizer', 'log']);
});

test('one node under two keys is two sections', (t) => {
  const tree = treeOf('a: &a {x: 1}\nb: *a');
  const node = tree.entries.get('a')!;
  const both: MapNode = {
    ...tree,
    entries: new Map([
      ['a', node],
      ['b', node],
    ]),
  };
  t.deepEqual(sectionSharing()({ a: { x: 1 }, b: { y: 1 } }, both), { a: { x: 1 }, b: { y: 1 } });
});
