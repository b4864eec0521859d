import test from 'ava';
import { z } from 'zod';
import { duration } from '../../schemas/duration.ts';
import { meantBy } from '../../src/config/meant-by.ts';
import { experimentSchema } from '../../schemas/index.ts';
import { childSchema } from '../../src/config/walk-schema.ts';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';

const experiment = experimentSchema(createRegistry(...builtins).slot);
/** The first hint for a value of a section of an experiment. */
const first = (value: unknown, ...path: string[]) => {
  const folder = { dataset: { type: 'image-folder' } };
  const at = path.reduce<{ schema: z.ZodType; value: unknown }>(
    ({ schema, value: whole }, key) => ({
      schema: childSchema(schema, key, whole)!,
      value: (whole as Record<string, unknown> | undefined)?.[key],
    }),
    { schema: experiment, value: folder },
  );
  return meantBy(value, at.schema)[0];
};

const guesses: [path: string, value: unknown, hint: string | RegExp | undefined][] = [
  ['dataset.classes.0', 'cat', 'did you mean `{name: cat}`?'],
  ['dataset.classes.0', 'hot dog', 'did you mean `{name: "hot dog"}`?'],
  ['dataset.classes', { cat: 1, dog: 2 }, 'did you mean `[{name: cat}, {name: dog}]`?'],
  ['dataset.classes', { name: 'cat' }, 'write it in brackets: `[{...}]`'],
  ['dataset.classes', 3, 'write it in brackets: `[...]`'],
  ['dataset', 'image-foldr', 'did you mean `{type: image-folder}`?'],
  ['dataset', 'd', /^write `\{type: \.\.\.\}`; datasets: shapes, .*image-folder/],
  ['loss', 'dice', 'did you mean `{type: dice}`?'],
  ['metrics', 'iou', 'did you mean `[{type: iou}]`?'],
  ['metrics.0', 'iou', 'did you mean `{type: iou}`?'],
  ['train', 10, 'did you mean `{epochs: 10}`?'],
  ['train', 'fast', /^keys: epochs, max_steps, /],
  ['train', [1], /^keys: epochs, max_steps, /],
  ['train.early_stopping', 5, 'did you mean `{patience: 5}`?'],
  ['train.early_stopping', 'iou', 'did you mean `{metric: iou}`?'],
  ['train.ema', 0.99, 'did you mean `{decay: 0.99}`?'],
  ['train.freeze', 'encoder', 'did you mean `[encoder]`?'],
  ['engine', 'wasm', 'did you mean `{backend: wasm}`?'],
  ['loader', 4, /^keys: workers, /],
  ['train.epochs', 'x', undefined],
];
for (const [path, value, hint] of guesses)
  test(`${path}: ${JSON.stringify(value)} leads somewhere`, (t) => {
    const given = first(value, ...path.split('.'));
    if (hint instanceof RegExp) t.regex(given!, hint);
    else t.is(given, hint);
  });

test('a duration has its unit; a number is seconds', (t) => {
  const meant = [3600, '2 hours', '1.5h', '90 sec', '0.5', '3 weeks', 'soon', -1, 0].map(
    (value) => meantBy(value, duration.optional())[0],
  );
  t.deepEqual(meant, [
    'did you mean `3600s`?',
    'did you mean `2h`?',
    'did you mean `5400s`?',
    'did you mean `90s`?',
    'did you mean `1s`?',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  t.true(duration.safeParse('5400s').success);
});

test('nothing is meant by nothing, nor where the schema is not known', (t) => {
  t.deepEqual(meantBy(null, z.strictObject({ a: z.string() })), []);
  t.deepEqual(meantBy('x', undefined), []);
});
