import { z } from 'zod';
import { compositionSection, experimentSchema } from '../../schemas/index.ts';
import {
  kinds,
  type Component,
  type ComponentSlot,
  type Kind,
  type Registry,
  type SlotSchema,
} from '../registry/index.ts';

export type JsonSchema = { [key: string]: unknown };

/**
 * The JSON Schema (draft 7) of an experiment file, for editors: as strict as validation about keys and values,
 * silent about what may come from elsewhere. No key is required, since a parent may write it, and wherever a value
 * is expected a text with a `${...}` reference may stand.
 */
export function experimentJsonSchema(registry: Registry): JsonSchema {
  const root = convert(experimentSchema(refSlot).extend(compositionSection.shape));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Tessera experiment',
    description: 'One image-segmentation experiment, or a sweep of them.',
    ...root,
    type: 'object',
    pattern: undefined,
    patternErrorMessage: undefined,
    definitions: Object.fromEntries(kinds.map((kind) => [kind, slotDefinition(registry.list(kind))])),
  };
}

export const refSlot: SlotSchema = (kind) => z.unknown().meta({ slot: kind }) as unknown as z.ZodType<ComponentSlot>;

/** A component's parameters follow from its type; where a parent wrote the type, every parameter of the kind is known. */
function slotDefinition(components: readonly Component[]): JsonSchema {
  const schemas = components.map(componentSchema);
  const type = {
    description: 'Which component.',
    anyOf: [...components.map(({ type: name, description }) => ({ const: name, description })), reference],
  };
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

export function componentSchema(component: Component): JsonSchema {
  const { properties, ...rest } = convert(component.params(refSlot));
  const type = { const: component.type, description: component.description };
  return { ...rest, properties: { type, ...(properties as JsonSchema) }, type: ['object', 'string'] };
}

/** Of two components with a parameter of the same name, either's values may be meant. */
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

const reference = { type: 'string', pattern: '\\$\\{' } as const;

function adapt({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: JsonSchema }): void {
  const slot = (zodSchema as z.ZodType).meta()?.['slot'] as Kind | undefined;
  // Draft 7 lets nothing stand beside `$ref`; zod writes what has a description or default of its own as `allOf`.
  if (slot !== undefined && jsonSchema['allOf'] === undefined) jsonSchema['$ref'] = `#/definitions/${slot}`;
  delete jsonSchema['slot'];
  delete jsonSchema['required'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  allowReference(jsonSchema);
}

/** `pattern` is about strings only and `minimum` about numbers only, so one schema can say both. */
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
