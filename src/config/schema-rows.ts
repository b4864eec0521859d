import type { JsonSchema } from './json-schema.ts';

/** A key of a section, as documentation shows it. */
export interface SchemaRow {
  /** With the keys that it is within: `splits.train.share`, `classes[].name`. */
  readonly key: string;
  /** In words: `integer > 0`. */
  readonly type: string;
  /** Absent if there is none. */
  readonly default?: unknown;
  readonly meaning: string;
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** The rows of a section's keys, each followed by those of the keys within it. `[]` stands for each item of a list. */
export function schemaRows(properties: Properties, within = ''): SchemaRow[] {
  return Object.entries(properties).flatMap(([name, schema], index) => {
    const key = within + name;
    const inner = nestedOf(schema);
    const same =
      inner &&
      Object.entries(properties)
        .slice(0, index)
        .find(([, other]) => isSame(nestedOf(other)?.properties, inner.properties));
    const row: SchemaRow = {
      key,
      type: typeOf(schema),
      ...(schema['default'] !== undefined && { default: schema['default'] }),
      meaning: [schema['description'], same && `Its keys are those of \`${within}${same[0]}\`.`]
        .filter((text) => text)
        .join(' '),
    };
    return [row, ...(inner && !same ? schemaRows(inner.properties, `${key}${inner.isList ? '[]' : ''}.`) : [])];
  });
}

interface Nested {
  readonly properties: Properties;
  readonly isList: boolean;
}

/** The keys of a section, of the items of a list, or of each section that a choice allows. */
function nestedOf(schema: JsonSchema): Nested | undefined {
  const sections = sectionsIn(schema);
  if (sections.length > 0) return { properties: Object.assign({}, ...sections) as Properties, isList: false };
  const items = [schema, ...choicesOf(schema)].flatMap((choice) =>
    isSchema(choice['items']) ? [choice['items']] : [],
  );
  const inItems = items.flatMap(sectionsIn);
  return inItems.length > 0 ? { properties: Object.assign({}, ...inItems) as Properties, isList: true } : undefined;
}

function sectionsIn(schema: JsonSchema): Properties[] {
  return [schema, ...choicesOf(schema)].flatMap(({ properties }) => (properties ? [properties as Properties] : []));
}

function isSchema(items: unknown): items is JsonSchema {
  return typeof items === 'object' && items !== null && !Array.isArray(items);
}

function isSame(a: Properties | undefined, b: Properties): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** What a choice allows, without references, which are allowed everywhere. */
function choicesOf(schema: JsonSchema): JsonSchema[] {
  const choices = (schema['anyOf'] ?? []) as JsonSchema[];
  return choices.filter((choice) => choice['pattern'] !== '\\$\\{' || Array.isArray(choice['type']));
}

/** A type in words: `integer > 0`, `list of number`, `macro or micro`. References are left out. */
function typeOf(schema: JsonSchema): string {
  const slot = String(schema['$ref'] ?? (schema['allOf'] as JsonSchema[] | undefined)?.[0]?.['$ref'] ?? '')
    .split('/')
    .at(-1)!
    .split('-')[0];
  if (slot) return `${slot} component`;
  if (schema['const'] !== undefined) return `\`${String(schema['const'])}\``;
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(' or ');
  if (schema['anyOf'] !== undefined) return [...new Set(choicesOf(schema).map(typeOf))].join(' or ');
  const [type] = [schema['type'] ?? 'any'].flat();
  if (type === 'array')
    return Array.isArray(schema['items'])
      ? `list of ${(schema['items'] as JsonSchema[]).length}`
      : `list of ${typeOf((schema['items'] ?? {}) as JsonSchema)}`;
  if (type === 'object') return schema['properties'] ? `{${Object.keys(schema['properties']).join(', ')}}` : 'section';
  return `${String(type)}${range(schema)}`;
}

function range(schema: JsonSchema): string {
  const limits = [
    ['exclusiveMinimum', '>'],
    ['minimum', '>='],
    ['exclusiveMaximum', '<'],
    ['maximum', '<='],
  ] as const;
  const parts = limits.flatMap(([key, sign]) => (schema[key] === undefined ? [] : [`${sign} ${String(schema[key])}`]));
  return parts.length > 0 ? ` ${parts.join(', ')}` : '';
}
