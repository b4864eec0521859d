import test from 'ava';
import type { z } from 'zod';
import { builtins } from '../../../src/components/index.ts';
import { defaultRange } from '../../../src/config/search-keys.ts';
import { createRegistry } from '../../../src/registry/index.ts';

const registry = createRegistry(...builtins);
const parameters = builtins.flatMap((component) =>
  Object.entries(registry.schema(component).shape).flatMap(([name, schema]) => {
    const range = defaultRange(schema as z.ZodType);
    return range ? [{ name: `${component.type} ${name}`, schema: schema as z.ZodType, range }] : [];
  }),
);

test('every optimizer has ranges for its learning rate and weight decay', (t) => {
  for (const { type } of registry.list('optimizer'))
    for (const name of ['lr', 'weight_decay'])
      t.true(
        parameters.some((each) => each.name === `${type} ${name}`),
        `${type} ${name}`,
      );
});

test('both ends of every default range are values that its parameter takes', (t) => {
  t.true(parameters.length > 20);
  for (const { name, schema, range } of parameters) {
    const ends = range.type === 'choice' ? range.values : [range.low, range.high];
    for (const end of ends) t.true(schema.safeParse(end).success, `${name} ${String(end)}`);
  }
});
