import type { z } from 'zod';
import { experimentSchema, type Experiment } from '../../schemas/index.ts';
import type { Registry } from '../registry/index.ts';

const schemas = new WeakMap<Registry, z.ZodType<Experiment>>();

/**
 * The schema of experiments with a registry's components. It is kept: building it takes longer than checking a file
 * with it.
 */
export function schemaOf(registry: Registry): z.ZodType<Experiment> {
  const schema = schemas.get(registry) ?? experimentSchema(registry.slot);
  schemas.set(registry, schema);
  return schema;
}
