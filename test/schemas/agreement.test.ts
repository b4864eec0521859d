import { Ajv } from 'ajv';
import test from 'ava';
import type { z } from 'zod';
import { experimentSchema } from '../../schemas/index.ts';
import { builtins } from '../../src/components/index.ts';
import { chooseBranch } from '../../src/config/choose-branch.ts';
import { experimentJsonSchema } from '../../src/config/index.ts';
import { isPlainObject } from '../../src/core/plain-object.ts';
import { createRegistry, type Kind } from '../../src/registry/index.ts';

// The editor's JSON Schema and the command line judge the same corpus: every key of every section and component, each
// with all of these values. Neither is asked for what is missing, since a parent may write it.

const values: readonly unknown[] = [
  ...[0, 1, 2, -1, 0.5, 1.5, 100, 300, 1e300, true, false, null],
  ...['', 'a', '10', '20m', '1h 30m', '90 m', 'balanced', 'auto', 'best', 'imagenet', 'dice', '.png', 'a/b c'],
  ...[[], [1], [0.5], [1, 2], [2, 1], [0.9, 0.99], [1, 2, 3], [0.1, 0.2, 0.3], [0, 0, 0, 0], [-1, 1]],
  ...[['a'], ['a', 'b'], [null], [[1]], [['a', 1]], ['dice'], ['focal', { type: 'dice', smooth: 1 }]],
  ...[{}, { a: 1 }, { steps: 1 }, { epochs: 1 }, { steps: 0 }, { steps: 1, epochs: 1 }, { norm: 1 }, { value: -1 }],
  ...[{ steps: 1, first: 2, restart: 'epoch' }, { steps: 1.5 }, { decay: 0.9 }, { decay: 1 }, { patience: 2 }],
  ...[{ train: 0.5 }, { train: 2 }, { overlap: 3 }, { repeat_threshold: 0.1 }, { thresh: 0.5, min_kept: 2 }],
  ...[{ type: 'nonsense' }, { type: 1 }, [{ type: 'nonsense' }], { type: 'memory' }, { type: 'memory', x: 1 }],
  ...[
    [{ name: 'a' }, { name: 'b' }],
    [{ name: 'a' }],
    [{ name: 1 }, { name: 'b' }],
    [{ match: 'x', lr: 1 }],
    [{ level: 1 }],
  ],
  ...[
    { from: 'a', prefix: 'x.', strict: false },
    { from: 'a', strict: 1 },
    { from: 'a', map: { x: 'y' } },
  ],
];

const registry = createRegistry(...builtins);
const schema = experimentSchema(registry.slot);
const editor = new Ajv({ strict: false, formats: { uri: (text: string) => URL.canParse(text) } }).compile(
  experimentJsonSchema(registry),
);

/** A section of an experiment as far as the key, and the place of the key in it. */
interface Place {
  readonly label: string;
  readonly path: readonly string[];
  with(value: unknown): object;
}

const sections: readonly Place[] = Object.keys(schema.shape)
  .filter((key) => !['plugins', 'sweep'].includes(key))
  .map((key) => ({ label: key, path: [key], with: (value) => ({ [key]: value }) }));
const inSections: readonly Place[] = (['loader', 'train', 'engine', 'log'] as const).flatMap((section) =>
  keysIn(schema.shape[section]).map((key) => ({
    label: `${section}.${key}`,
    path: [section, key],
    with: (value: unknown) => ({ [section]: { [key]: value } }),
  })),
);
const inComponents: readonly Place[] = (['dataset', 'model', 'loss', 'optimizer', 'scheduler'] as const).flatMap(
  (kind) =>
    parametersOf(kind).map(({ type, key }) => ({
      label: `${type} ${key}`,
      path: [kind, key],
      with: (value: unknown) => ({ [kind]: { type, [key]: value } }),
    })),
);
const inLists: readonly Place[] = (
  [
    ['metrics', 'metric'],
    ['augmentations', 'augmentation'],
  ] as const
).flatMap(([list, kind]) =>
  parametersOf(kind).map(({ type, key }) => ({
    label: `${type} ${key}`,
    path: [list, '0', key],
    with: (value: unknown) => ({ [list]: [{ type, [key]: value }] }),
  })),
);
const inEncoders: readonly Place[] = parametersOf('encoder').map(({ type, key }) => ({
  label: `${type} ${key}`,
  path: ['model', 'encoder', key],
  with: (value: unknown) => ({ model: { type: 'unet', encoder: { type, [key]: value } } }),
}));

for (const [name, places] of Object.entries({ sections, inSections, inComponents, inLists, inEncoders }))
  test(`editor and command line agree: ${name}`, (t) => {
    t.true(places.length > 5);
    const wrong = places.flatMap((place) => values.flatMap((value) => disagreement(place, value)));
    t.deepEqual(wrong, []);
  });

/** JSON Schema can't compare two numbers of a list, nor a key with another one. */
const beyondJsonSchema = /^expected (?:\[lowest, highest\], lowest first$|`momentum` above 0 beside `nesterov`)/;

function disagreement(place: Place, value: unknown): string[] {
  const whole = place.with(value);
  const issues = (schema.safeParse(whole).error?.issues ?? []).flatMap((issue) => chosen(issue, whole));
  const own = issues.filter(({ path }) => place.path.every((key, index) => String(path[index]) === key));
  // Without its type, the parameters of a component are those of any.
  if (own.some((issue) => isWithoutType(issue, whole))) return [];
  const accepted = editor(whole);
  const issue = own.find((one) => !isMissing(one, whole) && !beyondJsonSchema.test(one.message));
  if (accepted === (issue === undefined)) return [];
  const shown = `${place.label}: ${Number.isNaN(value) ? 'NaN' : JSON.stringify(value)}`;
  return [
    accepted
      ? `${shown}: only the command line refuses: ${issue!.message}`
      : `${shown}: only the editor refuses: ${JSON.stringify(editor.errors?.[0])}`,
  ];
}

/** In place of a choice that a value doesn't fit, what the most likely option has against it. */
function chosen(issue: z.core.$ZodIssue, whole: unknown): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const value = valueAt(whole, issue.path);
  const branch =
    chooseBranch(issue.errors, value) ?? issue.errors.find((one) => one.every((inner) => isMissing(inner, value)));
  if (!branch) return [issue];
  return branch
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap((inner) => chosen(inner, whole));
}

function isWithoutType({ code, path }: z.core.$ZodIssue, whole: unknown): boolean {
  return code === 'invalid_union' && path.at(-1) === 'type' && isMissing({ path }, whole);
}

/** Whether an issue is about a key that is not written, of a section that is. */
function isMissing({ path }: Pick<z.core.$ZodIssue, 'path'>, whole: unknown): boolean {
  return valueAt(whole, path) === undefined && isPlainObject(valueAt(whole, path.slice(0, -1)));
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    whole,
  );
}

function parametersOf(kind: Kind): { type: string; key: string }[] {
  return registry
    .list(kind)
    .flatMap((component) =>
      Object.keys(registry.schema(component).shape).flatMap((key) =>
        key === 'type' ? [] : [{ type: component.type, key }],
      ),
    );
}

function keysIn(section: z.ZodType): string[] {
  const inner = 'unwrap' in section ? ((section as z.ZodPrefault).unwrap() as z.ZodType) : section;
  return Object.keys((inner as z.ZodObject).shape);
}
