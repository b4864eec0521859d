import test from 'ava';
import { z } from 'zod';
import { describeComponent } from '../../src/config/describe-component.ts';
import { defineComponent } from '../../src/registry/index.ts';

test('a description has each key with its type, default, and whether it must be written', (t) => {
  const loss = defineComponent({
    kind: 'loss',
    type: 'mine',
    description: 'A loss of mine.',
    params: z.strictObject({
      gamma: z.number().positive().describe('How strongly.'),
      weight: z.number().default(2).describe('How much.'),
      names: z.array(z.string()).optional().describe('Of what.'),
      inner: z.strictObject({ power: z.int().describe('To what.') }).describe('A section.'),
    }),
    build: () => {
      throw new Error('not built here');
    },
  });
  const { kind, type, description, parameters, example } = describeComponent(loss);
  t.deepEqual({ kind, type, description }, { kind: 'loss', type: 'mine', description: 'A loss of mine.' });
  t.deepEqual(parameters, [
    { key: 'gamma', type: 'number > 0', meaning: 'How strongly.', required: true },
    { key: 'weight', type: 'number', default: 2, meaning: 'How much.', required: false },
    { key: 'names', type: 'list of string', meaning: 'Of what.', required: false },
    { key: 'inner', type: '{power}', meaning: 'A section.', required: true },
    { key: 'inner.power', type: 'integer', meaning: 'To what.', required: false },
  ]);
  t.true(example.startsWith('loss:\n  type: mine'), example);
});
