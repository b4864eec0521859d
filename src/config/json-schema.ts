import { z } from 'zod';
import { compositionSection, experimentSchema } from '../../schemas/index.ts';
import {
  kinds,
  type Component,
  type ComponentSlot,
  type Kind,
  type Registry,
  type SearchRange,
  type SlotSchema,
} from '../registry/index.ts';

export type JsonSchema = { [key: string]: unknown };

/**
 * The JSON Schema (draft 7) of an experiment file, for editors. It is as strict as validation about keys and values
 * that are written. No key is required, since a parent may write it. A text with a `${...}` reference is allowed for
 * any value.
 */
export function experimentJsonSchema(registry: Registry): JsonSchema {
  const extended: { readonly kind: Kind; readonly keys: z.ZodRawShape }[] = [];
  const slot: SlotSchema = (kind, keys) => {
    if (keys) extended.push({ kind, keys });
    return refSlot(kind, keys);
  };
  const root = convert(experimentSchema(slot).extend(compositionSection.shape));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Tessera experiment',
    description: 'One image-segmentation experiment, or a sweep of them.',
    ...root,
    type: 'object',
    pattern: undefined,
    patternErrorMessage: undefined,
    definitions: Object.fromEntries([
      ...kinds.map((kind) => [kind, slotDefinition(registry.list(kind))] as const),
      ...(['loss', 'search', 'pruner'] as const).map(
        (kind) => [`${kind}-type`, { ...typeSchema(registry.list(kind)), description: `Type of a ${kind}.` }] as const,
      ),
      ...extended.map(
        ({ kind, keys }) => [definitionName(kind, keys), slotDefinition(registry.list(kind), keys)] as const,
      ),
    ]),
  };
}

export const refSlot: SlotSchema = (kind, keys) =>
  z.unknown().meta({ slot: definitionName(kind, keys) }) as unknown as z.ZodType<ComponentSlot>;

/** `loss`, and `loss-weight` for losses that take a weight too. */
function definitionName(kind: Kind, keys: z.ZodRawShape = {}): string {
  return [kind, ...Object.keys(keys)].join('-');
}

/**
 * Allows the parameters of the component that `type` names; without `type`, which a parent may write, those of every
 * type.
 */
function slotDefinition(components: readonly Component[], keys?: z.ZodRawShape): JsonSchema {
  const schemas = components.map((component) => componentSchema(component, keys));
  const type = { description: 'Type of the component.', ...typeSchema(components) };
  const anyParameter = Object.assign({}, ...schemas.map((schema) => openProperties(schema))) as JsonSchema;
  return {
    type: ['object', 'string'],
    pattern: reference.pattern,
    properties: { type },
    allOf: components.map(({ type: name }, index) => ({
      if: { type: 'object', required: ['type'], properties: { type: { const: name } } },
      then: schemas[index],
    })),
    ...(components.length > 0 && {
      if: { type: 'object', not: { required: ['type'] } },
      then: { properties: { type, ...anyParameter }, additionalProperties: false },
    }),
  };
}

function typeSchema(components: readonly Component[]): JsonSchema {
  return { anyOf: [...components.map(({ type, description }) => ({ const: type, description })), reference] };
}

export function componentSchema(component: Component, keys: z.ZodRawShape = {}): JsonSchema {
  const { properties, ...rest } = convert(component.params(refSlot).safeExtend(keys));
  const type = { const: component.type, description: component.description };
  return { ...rest, properties: { type, ...(properties as JsonSchema) }, type: ['object', 'string'] };
}

/** All parameters of several components. Where two components use the same name, the values of either are allowed. */
function openProperties(schema: JsonSchema): JsonSchema {
  const { type: _type, ...properties } = schema['properties'] as Record<string, JsonSchema>;
  return Object.fromEntries(
    Object.entries(properties).map(([key, { description }]) => [key, description === undefined ? {} : { description }]),
  );
}

export function convert(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: adapt,
  }) as JsonSchema;
  return json;
}

/** What a parameter is, and where a search looks for it by default. */
function withRange({ description, search }: JsonSchema): string {
  const { type, ...range } = search as SearchRange;
  const ends = 'values' in range ? range.values.join(', ') : `${range.low} to ${range.high}`;
  return `${String(description ?? '')} Searched by default: ${type}, ${ends}.`.trimStart();
}

const reference = { type: 'string', pattern: '\\$\\{' } as const;

function adapt({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: JsonSchema }): void {
  const slot = (zodSchema as z.ZodType).meta()?.['slot'] as string | undefined;
  // Draft 7 ignores keys beside `$ref`; zod wraps a reference that has a description or default of its own in `allOf`.
  if (slot !== undefined && jsonSchema['allOf'] === undefined) {
    jsonSchema['$ref'] = `#/definitions/${slot}`;
    delete jsonSchema['type'];
  }
  if (jsonSchema['search'] !== undefined) jsonSchema['description'] = withRange(jsonSchema);
  delete jsonSchema['search'];
  delete jsonSchema['slot'];
  delete jsonSchema['duration'];
  delete jsonSchema['required'];
  // Keys are texts anyway, but editors take `1:` for a number.
  delete (jsonSchema['propertyNames'] as JsonSchema | undefined)?.['type'];
  allowReference(jsonSchema);
}

/**
 * Allows a reference for a value. `pattern` applies to strings only and `minimum` to numbers only, so one schema has
 * both.
 */
function allowReference(json: JsonSchema): void {
  const { type } = json;
  if (json['enum'] !== undefined) {
    const { enum: values, type: _type } = json;
    delete json['enum'];
    delete json['type'];
    json['anyOf'] = [{ enum: values }, reference];
  } else if (json['anyOf'] !== undefined) {
    json['anyOf'] = [...(json['anyOf'] as unknown[]), reference];
  } else if (typeof type === 'string' && type !== 'string') {
    json['type'] = [type, 'string'];
    json['pattern'] = reference.pattern;
    json['patternErrorMessage'] = `expected ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}, or a \${...} reference`;
  }
}
