import test from 'ava';
import { z } from 'zod';
import { defaultRange } from '../../src/config/search-keys.ts';
import { searched } from '../../src/registry/index.ts';

test('a parameter carries its range, whatever it is wrapped in', (t) => {
  const range = { type: 'uniform', low: 0, high: 0.5 } as const;
  const schema = z.number().default(0).describe('A share.').meta(searched(range));
  t.deepEqual(defaultRange(schema), range);
  t.deepEqual(defaultRange(schema.optional()), range);
  t.is(schema.description, 'A share.');
  t.is(defaultRange(z.number().describe('Another.')), undefined);
});
