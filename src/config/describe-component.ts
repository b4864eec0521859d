import type { Component, Kind } from '../registry/index.ts';
import { componentExample } from './component-example.ts';
import { componentSchema, refSlot, type JsonSchema } from './json-schema.ts';
import { schemaRows, type SchemaRow } from './schema-rows.ts';
import { isOptional } from './walk-schema.ts';

/** All that documentation says of a component. */
export interface DescribedComponent {
  readonly kind: Kind;
  readonly type: string;
  readonly description: string;
  readonly parameters: readonly ParameterRow[];
  /** YAML: a part of an experiment that names it. */
  readonly example: string;
}

export interface ParameterRow extends SchemaRow {
  /** Whether an experiment has to write it. */
  readonly required: boolean;
}

export function describeComponent(component: Component): DescribedComponent {
  const { kind, type, description } = component;
  const { type: _type, ...properties } = componentSchema(component)['properties'] as Record<string, JsonSchema>;
  const { shape } = component.params(refSlot);
  const isRequired = (key: string) => key in shape && !isOptional(shape[key]);
  const parameters = schemaRows(properties).map((row) => ({ ...row, required: isRequired(row.key) }));
  return { kind, type, description, parameters, example: componentExample(component) };
}
