import { compositionSection, experimentSchema } from '../../schemas/index.ts';
import { kinds, type Component, type Kind, type Registry } from '../registry/index.ts';
import { componentExample } from './component-example.ts';
import { componentSchema, convert, refSlot, type JsonSchema } from './json-schema.ts';
import { schemaRows } from './schema-rows.ts';

/** Markdown tables of every section and component, with the keys within their keys, and an example of each. */
export function configurationReference(registry: Registry): string {
  const root = convert(experimentSchema(refSlot).extend(compositionSection.shape))['properties'] as Record<
    string,
    JsonSchema
  >;
  const nested = Object.entries(root).filter(([, schema]) => schema['properties'] !== undefined);
  return [
    '### The top level',
    table(withoutNested(root)),
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

/** Sections have tables of their own. */
function withoutNested(root: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const flat = ({ properties, ...schema }: JsonSchema) =>
    properties === undefined
      ? schema
      : { ...schema, description: `${String(schema['description'] ?? '')} Its keys are below.` };
  return Object.fromEntries(Object.entries(root).map(([name, schema]) => [name, flat(schema)]));
}

function describeComponent(kind: Kind, component: Component): string[] {
  const { type: _type, ...parameters } = componentSchema(component)['properties'] as Record<string, JsonSchema>;
  const body = Object.keys(parameters).length > 0 ? table(parameters) : 'No parameters.';
  const example = ['```yaml', componentExample(component), '```'].join('\n');
  return [`#### ${kind} \`${component.type}\``, component.description, body, example];
}

function table(properties: Readonly<Record<string, JsonSchema>>): string {
  const rows = schemaRows(properties).map(
    ({ key, type, default: value, meaning }) =>
      `| \`${key}\` | ${cell(type)} | ${value === undefined ? '' : `\`${cell(JSON.stringify(value))}\``} | ` +
      `${cell(meaning)} |`,
  );
  return ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Escapes bars, which would end a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
