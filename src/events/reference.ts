import { z } from 'zod';
import { eventSchemas } from './event.ts';

interface Field {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Field[];
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

/** What every event has, which the page says once. */
const common = ['event', 'version', 'time'];

/** The events and their fields, in Markdown. */
export function eventReference(): string {
  return Object.entries(eventSchemas)
    .map(([name, schema]) => [`## \`${name}\``, schema.description, ...shapesOf(schema).map(table)].join('\n\n'))
    .join('\n\n');
}

/** An event has one shape, or one for runs and one for sweeps. */
function shapesOf(schema: z.ZodType): ObjectSchema[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Partial<ObjectSchema> & {
    readonly anyOf?: readonly ObjectSchema[];
  };
  return json.anyOf ? [...json.anyOf] : [{ properties: json.properties ?? {}, required: json.required ?? [] }];
}

function table({ properties, required = [] }: ObjectSchema): string {
  const rows = Object.entries(properties)
    .filter(([name]) => !common.includes(name))
    .map(([name, field]) => {
      const always = required.includes(name) ? '' : 'Not always. ';
      return `| \`${name}\` | ${typeOf(field)} | ${always}${field.description ?? ''} |`;
    });
  return ['| field | type | |', '| --- | --- | --- |', ...rows].join('\n');
}

function typeOf({ type, const: only, enum: values, anyOf = [] }: Field): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const types = anyOf.map(typeOf);
  // Numbers that JSON lacks are strings; the page says so once.
  if (types.includes('number')) return 'number';
  if (type === undefined) return types.join(' or ');
  return typeof type === 'string' ? type : type.join(' or ');
}
