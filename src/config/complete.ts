import type { Registry } from '../registry/index.ts';
import { schemaOf } from './schema-of.ts';

/**
 * Returns a function that gives a saved configuration the keys that came later, with their defaults, which are what the
 * run was trained with. One with components that the registry lacks stays as it is.
 */
export function completeConfig(registry: Registry): (config: object) => object {
  const schema = schemaOf(registry);
  return (config) => schema.safeParse(config).data ?? config;
}
