import test from 'ava';
import { z } from 'zod';
import { toPlain } from '../../src/config/tree.ts';
import { withDefaults } from '../../src/config/with-defaults.ts';
import { somewhere, treeOf } from './_trees.ts';

const storage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('memory'), dtype: z.string().optional() }),
  z.strictObject({ type: z.literal('file'), chunk: z.int().optional() }),
]);
const every = z.union([z.strictObject({ steps: z.int() }), z.strictObject({ epochs: z.int() })]);
const schema = z.strictObject({
  betas: z.tuple([z.number(), z.number()]).default([0.9, 0.999]),
  items: z.array(z.strictObject({ type: z.string() })).default([]),
  storage: storage.prefault({ type: 'memory' }),
  every: every.default({ epochs: 1 }),
  freeze: z.array(z.string()).optional(),
  loss: z.union([z.strictObject({ type: z.string() }), z.array(z.strictObject({ type: z.string() }))]).optional(),
  splits: z.strictObject({ train: z.strictObject({ share: z.number() }) }).default({ train: { share: 0.7 } }),
  log: z
    .strictObject({ loggers: z.array(z.strictObject({ type: z.string() })).prefault([{ type: 'a' }]) })
    .prefault({}),
});
const after = (text: string, path: string) => {
  const tree = treeOf(text);
  const result = withDefaults(tree, schema, { path: path.split('.'), key: somewhere });
  return result === tree ? 'unchanged' : toPlain(result);
};

test('the default list is written out where an item of it is named', (t) => {
  t.deepEqual(after('{}', 'betas.0'), { betas: [0.9, 0.999] });
  t.deepEqual(after('{}', 'items.0'), { items: [] });
  t.deepEqual(after('{}', 'log.loggers.0.type'), { log: { loggers: [{ type: 'a' }] } });
  t.deepEqual(after('log: {}', 'log.loggers.1'), { log: { loggers: [{ type: 'a' }] } });
});

test('a part of the item after the last one appends it, also to a list without a default', (t) => {
  t.deepEqual(after('{}', 'items.0.type'), { items: [] });
  t.deepEqual(after('{}', 'log.loggers.1.type'), { log: { loggers: [{ type: 'a' }] } });
  t.deepEqual(after('{}', 'freeze.0'), { freeze: [] });
  t.deepEqual(after('{}', 'loss.0.type'), { loss: [] });
  t.is(after('{}', 'loss.type'), 'unchanged');
  t.is(after('{}', 'freeze.1'), 'unchanged');
});

test('the default component is written out for a parameter that it has, not for one of another', (t) => {
  t.deepEqual(after('{}', 'storage.dtype'), { storage: { type: 'memory' } });
  t.is(after('{}', 'storage.chunk'), 'unchanged');
});

test('a default section is written out for a key that it has, so that the others stay', (t) => {
  t.deepEqual(after('{}', 'splits.train.share'), { splits: { train: { share: 0.7 } } });
  t.deepEqual(after('{}', 'every.epochs'), { every: { epochs: 1 } });
  t.is(after('{}', 'every.steps'), 'unchanged');
});

test('nothing is written out for a whole key, nor for what is written already', (t) => {
  t.is(after('{}', 'betas'), 'unchanged');
  t.is(after('betas: [1, 2]', 'betas.0'), 'unchanged');
  t.is(after('{}', 'other.0'), 'unchanged');
});

test('what is written out says that it is a default, and where the part is set', (t) => {
  const tree = withDefaults(treeOf('{}'), schema, { path: ['betas', '0'], key: somewhere });
  const betas = tree.entries.get('betas');
  t.deepEqual(betas?.node.origin, { ...somewhere, by: 'default' });
  t.is(betas?.key, somewhere);
});
