import test from 'ava';
import fc from 'fast-check';
import { parse } from 'yaml';
import { experimentYaml } from '../../src/config/experiment-yaml.ts';
import { experimentId } from '../../src/config/identity.ts';
import { parseSource } from '../../src/config/parse.ts';
import { interpolate } from '../../src/config/interpolate.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { migrateTree } from '../../src/config/migrate-tree.ts';
import type { MapNode } from '../../src/config/tree.ts';
import { validate } from '../../src/config/validate.ts';
import { scalar } from './_trees.ts';
import { testRegistry } from './_registry.ts';

const schema = schemaOf(testRegistry());
const fail = ({ message }: { message: string }): never => {
  throw new Error(message);
};

const small = fc.double({ min: 0, max: 0.99, noNaN: true }).map((value) => value || 0);
const loss = fc.oneof(
  fc.record({ type: fc.constant('focal'), gamma: small }),
  fc.record({ type: fc.constant('cross-entropy'), label_smoothing: small }, { requiredKeys: ['type'] }),
);
const experiments = fc.record(
  {
    name: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,9}$/),
    description: fc.string({ unit: fc.constantFrom('$', '{', '}', ':', '#', ' ', 'a', '"', "'", '\n', '-', 'é') }),
    seed: fc.nat(),
    dataset: fc.record({ type: fc.constant('folder'), root: scalar.map((value) => `\${${String(value)}`.slice(0, 9)) }),
    augmentations: fc.array(fc.record({ type: fc.constant('horizontal-flip'), p: small }), { maxLength: 3 }),
    model: fc.constant({ type: 'pspnet', encoder: { type: 'mobilenet_v1' } }),
    loss,
    optimizer: fc.record({ type: fc.constant('adam'), lr: small.map((value) => value + 1e-9) }),
    train: fc.record({ epochs: fc.integer({ min: 1, max: 1e6 }), batch_size: fc.integer({ min: 1, max: 64 }) }),
  },
  { requiredKeys: ['name', 'dataset', 'model', 'loss', 'optimizer', 'train'] },
);

test('an experiment that is written and resolved again is the same, with the same id and text', (t) => {
  fc.assert(
    fc.property(experiments, (input) => {
      const experiment = schema.parse(input);
      const text = experimentYaml(experiment);
      const parsed = parseSource({ path: '/x.yaml', name: 'x.yaml', text }, 'file', fail) as MapNode;
      const tree = interpolate(migrateTree(parsed, 1, fail)!, schema, {}, fail);
      const again = validate(tree, schema, fail)!;
      t.deepEqual(again, experiment);
      t.is(experimentYaml(again), text);
      const context = { schema, code: [] };
      t.is(experimentId(again, context), experimentId(experiment, context));
    }),
  );
});

test('a text keeps its blanks and the ends of its lines', (t) => {
  for (const description of ['\n \n', ' \n', '\n  \n', ' \n a\n', '\n']) {
    const experiment = schema.parse({ ...fc.sample(experiments, { numRuns: 1, seed: 1 })[0], description });
    t.is((parse(experimentYaml(experiment)) as { description: string }).description, description);
  }
});

test('the text begins with the format', (t) => {
  const experiment = schema.parse(fc.sample(experiments, { numRuns: 1, seed: 1 })[0]);
  t.regex(experimentYaml(experiment), /^format: 2\n/);
  t.is((parse(experimentYaml(experiment)) as { format: number }).format, 2);
});
