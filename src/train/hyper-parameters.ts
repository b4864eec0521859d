import { z } from 'zod';
import { experimentSchema, type Experiment } from '../../schemas/index.ts';
import { childSchema, optionsFor } from '../config/walk-schema.ts';
import type { HyperParameters } from '../log/logger.ts';
import type { Registry } from '../registry/index.ts';
import { leaves } from '../runs/leaves.ts';

/** Sections that don't change what is learned. */
const skipped: ReadonlySet<string> = new Set(['name', 'description', 'plugins', 'engine', 'log', 'sweep']);

/**
 * The leaves of an experiment by dotted path, as TensorBoard's HParams view takes them. A key that can be a number in
 * one run and something else in another is text in all of them: in a column of both, TensorBoard's filter finds no
 * number.
 */
export function hyperParametersOf(experiment: Experiment, registry: Registry): HyperParameters {
  const schema = experimentSchema(registry.slot);
  const kept = Object.entries(experiment).filter(([key]) => !skipped.has(key));
  const found = kept.flatMap(([key, value]) => leaves(key, value));
  return Object.fromEntries(
    found.map(([path, leaf]) => [path, isAlways(typeof leaf, schema, path.split('.')) ? leaf : String(leaf)]),
  );
}

/** Whether every value that is allowed at the path has this type, in the components of every type. */
function isAlways(type: string, schema: z.ZodType, path: readonly string[]): boolean {
  const choices = path.reduce<z.ZodType[]>(
    (schemas, key) => schemas.flatMap(choicesOf).flatMap((choice) => childSchema(choice, key, undefined) ?? []),
    [schema],
  );
  const types = choices.flatMap(choicesOf).map(typeOf);
  return types.length > 0 && types.every((each) => each === type);
}

/** Without a value, those of every type of component. */
function choicesOf(schema: z.ZodType): z.ZodType[] {
  return optionsFor(schema, undefined);
}

function typeOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodLiteral) return [...new Set([...schema.values].map((value) => typeof value))].join();
  return 'other';
}
