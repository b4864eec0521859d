import { compositionSection, experimentSchema } from '../../schemas/index.ts';
import { kinds, type Component, type Kind, type Registry } from '../registry/index.ts';
import { componentSchema, convert, refSlot, type JsonSchema } from './json-schema.ts';

/** Markdown tables of every section and component: key, type, default, meaning. */
export function configurationReference(registry: Registry): string {
  const root = convert(experimentSchema(refSlot).extend(compositionSection.shape))['properties'] as Record<
    string,
    JsonSchema
  >;
  const nested = Object.entries(root).filter(([, schema]) => schema['properties'] !== undefined);
  return [
    '### The top level',
    table(root),
    ...nested.flatMap(([name, schema]) => [
      `### ${name}`,
      String(schema['description'] ?? ''),
      table(schema['properties'] as Record<string, JsonSchema>),
    ]),
    ...kinds.flatMap((kind) => [
      `### Components: ${kind}`,
      ...registry.list(kind).flatMap((component) => describeComponent(kind, component)),
    ]),
  ].join('\n\n');
}

function describeComponent(kind: Kind, component: Component): string[] {
  const { type: _type, ...parameters } = componentSchema(component)['properties'] as Record<string, JsonSchema>;
  const body = Object.keys(parameters).length > 0 ? table(parameters) : 'No parameters.';
  return [`#### ${kind} \`${component.type}\``, component.description, body];
}

function table(properties: Readonly<Record<string, JsonSchema>>): string {
  const rows = Object.entries(properties).map(
    ([key, schema]) =>
      `| \`${key}\` | ${cell(typeOf(schema))} | ${defaultOf(schema)} | ${cell(String(schema['description'] ?? ''))} |`,
  );
  return ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function defaultOf(schema: JsonSchema): string {
  return schema['default'] === undefined ? '' : `\`${cell(JSON.stringify(schema['default']))}\``;
}

/**
 * A type in words: `integer > 0`, `list of number`, `macro or micro`. References are allowed everywhere, and left out.
 */
function typeOf(schema: JsonSchema): string {
  const slot = String(schema['$ref'] ?? (schema['allOf'] as JsonSchema[] | undefined)?.[0]?.['$ref'] ?? '')
    .split('/')
    .at(-1)!
    .split('-')[0];
  if (slot) return `${slot} component`;
  if (schema['const'] !== undefined) return `\`${String(schema['const'])}\``;
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(' or ');
  const choices = (schema['anyOf'] as JsonSchema[] | undefined)?.filter(
    (choice) => choice['pattern'] !== '\\$\\{' || Array.isArray(choice['type']),
  );
  if (choices) return choices.map(typeOf).join(' or ');
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

/** Escapes bars, which would end a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
