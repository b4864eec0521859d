import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { suggestKey } from '../../src/config/suggest.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { testRegistry } from './_registry.ts';
import { treeOf } from './_trees.ts';
import { withLines } from './_workspace.ts';

const schema = schemaOf(testRegistry());
const tree = treeOf(withLines({}));
const hintsOf = (...path: string[]) => suggestKey(path, tree, schema).hints;

test('a misspelt key is the nearest of its section', (t) => {
  const { meant, hints } = suggestKey(['optimizer', 'weight_decy'], tree, schema);
  t.is(meant, 'weight_decay');
  t.is(hints[0], 'did you mean `weight_decay`?');
  t.is(hints.at(-1), 'keys: type, lr, betas, weight_decay');
});

test('a name of another framework is what it is called here', (t) => {
  t.is(suggestKey(['optimizer', 'learning_rate'], tree, schema).meant, 'lr');
  t.is(suggestKey(['train', 'bs'], tree, schema).meant, 'batch_size');
});

test('a parameter of another component or section says whose it is', (t) => {
  t.is(hintsOf('optimizer', 'momentum')[0], '`momentum` is a parameter of optimizer `sgd`');
  t.is(hintsOf('batch_size')[0], '`batch_size` belongs under `train`');
  t.is(hintsOf('train', 'seed')[0], '`seed` belongs at the top level');
});

test('a plural of a key of this section is that key, though another section has the plural', (t) => {
  const lines = ['model: {type: unet, encoder: {type: resnet18}}', 'loss: {type: cross-entropy, weights: [1, 2]}'];
  const { hints } = suggestKey(['loss', 'weights'], treeOf(lines.join('\n')), schemaOf(createRegistry(...builtins)));
  t.deepEqual(hints.slice(0, -1), ['did you mean `weight`?'], 'not `model.encoder.weights`');
});

test('a merge key of YAML says what to use', (t) => {
  t.is(hintsOf('<<')[0], 'YAML merge keys are not used here: name a parent with `extends`');
});
