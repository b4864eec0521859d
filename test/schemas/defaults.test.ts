import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { leftOut } from '../../src/config/left-out.ts';
import { currentFormat } from '../../src/core/format/index.ts';
import { isPlainObject } from '../../src/core/plain-object.ts';

const read = (path: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')) as Record<string, unknown>;

/** An id leaves defaults out, so that with another default the same id would mean another experiment. */
test('each default is what it was when its format began', (t) => {
  const file = `../fixtures/defaults/format-${currentFormat}.json`;
  const known = read(file);
  const now = Object.fromEntries(defaultsIn(read('../../schemas/experiment.schema.json')));
  const [added, changed] = [(path: string) => !(path in known), (path: string) => path in known && path in now].map(
    (isMeant) => Object.fromEntries(Object.entries(now).filter(([path]) => isMeant(path))),
  );
  t.deepEqual(added, {}, `add the new defaults to ${file}`);
  const before = Object.fromEntries(Object.keys(changed!).map((path) => [path, known[path]]));
  t.deepEqual(changed, before, 'a changed default needs a new format, whose migration writes the old value out');
});

test('the defaults of sections, of components and of parts within them are told apart', (t) => {
  const part = {
    properties: { type: { const: 'a' }, p: { default: 0.5 }, inner: { properties: { q: { default: [] } } } },
  };
  const known = { if: { properties: { type: { const: 'a' } } }, then: part };
  const schema = {
    properties: { seed: { default: 0 }, log: { default: {} }, train: { properties: { name: { default: 'x' } } } },
    definitions: { loss: { allOf: [known] }, logger: { allOf: [known] } },
  };
  t.deepEqual(defaultsIn(schema), [
    ['seed', 0],
    ['train.name', 'x'],
    ['loss.a.p', 0.5],
    ['loss.a.inner.q', []],
  ]);
});

/** Kinds that no id depends on, and those of `log.losses`. */
const elsewhere = ['logger', 'launcher', 'loss-name'];

/** The defaults of a JSON Schema by their paths; a component's path begins with its kind and type. */
function defaultsIn(schema: unknown, path: readonly string[] = []): (readonly [path: string, value: unknown])[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => defaultsIn(item, path));
  if (!isPlainObject(schema) || elsewhere.includes(path[0] ?? '') || leftOut(path)) return [];
  const { default: value, if: condition, then, properties, definitions, const: _, enum: __, ...others } = schema;
  const type = /"type":\{"const":"([^"]+)"/.exec(JSON.stringify(condition) ?? '')?.[1];
  const named = [properties, definitions].flatMap((all) => (isPlainObject(all) ? Object.entries(all) : []));
  return [
    ...(value === undefined ? [] : [[path.join('.'), value] as const]),
    ...named.flatMap(([name, inner]) => defaultsIn(inner, [...path, name])),
    ...defaultsIn(then, type === undefined ? path : [...path, type]),
    ...Object.values(others).flatMap((inner) => defaultsIn(inner, path)),
  ];
}
