import test from 'ava';
import { z } from 'zod';
import { lookUpEnvironment, lookUpPath } from '../../src/config/look-up.ts';
import { TemplateError } from '../../src/config/template.ts';
import { nodeAt, toPlain } from '../../src/config/tree.ts';
import { somewhere, treeOf } from './_trees.ts';

const schema = z.object({
  train: z.object({ epochs: z.number(), batch_size: z.number().default(16) }),
  engine: z.object({ backend: z.string().default('auto') }).prefault({}),
});
const tree = treeOf('train: {epochs: 3}\n');
const hintsOf = (path: string) => {
  try {
    lookUpPath(path, tree, schema, somewhere);
    return [];
  } catch (error) {
    return (error as TemplateError).hints;
  }
};

test('a path that is written is its node, one that is not its default', (t) => {
  t.is(lookUpPath('train.epochs', tree, schema, somewhere), nodeAt(tree, ['train', 'epochs'])!);
  const byDefault = lookUpPath('train.batch_size', tree, schema, somewhere);
  t.is(toPlain(byDefault), 16);
  t.is(byDefault.origin, somewhere);
  t.is(toPlain(lookUpPath('engine.backend', tree, schema, somewhere)), 'auto');
});

test('a path that does not exist says what is near, or what is there', (t) => {
  t.deepEqual(hintsOf('train.epoch'), ['did you mean `${train.epochs}`?']);
  t.deepEqual(hintsOf('trian.epochs'), ['did you mean `${train.epochs}`?']);
  t.deepEqual(hintsOf('train.zzzzzz'), ['keys there: `epochs`, `batch_size`']);
});

test('the text of a variable is taken character by character', (t) => {
  const environment = { N: '1.10', T: 'true', S: ' /mnt/set #2\n', EMPTY: '', QUOTED: '"q"' };
  const value = (reference: string) => lookUpEnvironment(reference, environment).text;
  t.deepEqual(['N', 'T', 'S', 'EMPTY', 'QUOTED'].map(value), ['1.10', 'true', ' /mnt/set #2\n', '', '"q"']);
});

test('a default counts where the variable is not set, and may hold references and colons', (t) => {
  t.deepEqual(lookUpEnvironment('N:4', { N: '3' }), { text: '3', isTemplate: false });
  t.deepEqual(lookUpEnvironment('N:4', {}), { text: '4', isTemplate: false });
  t.deepEqual(lookUpEnvironment('N:c:d', {}), { text: 'c:d', isTemplate: false });
  t.deepEqual(lookUpEnvironment('N:${a}', {}), { text: '${a}', isTemplate: true });
  t.deepEqual(lookUpEnvironment('N:4', { N: '${a}' }), { text: '${a}', isTemplate: false });
  t.throws(() => lookUpEnvironment('N', {}), {
    instanceOf: TemplateError,
    message: 'expected the environment variable `N` to be set',
  });
});
