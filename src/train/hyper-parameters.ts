import { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import { schemaOf } from '../config/schema-of.ts';
import { childSchema, optionsFor } from '../config/walk-schema.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { HyperParameters } from '../log/logger.ts';
import type { Registry } from '../registry/index.ts';
import { describeValue } from '../runs/describe-value.ts';

/** Sections that don't change what is learned. */
const skipped: ReadonlySet<string> = new Set(['name', 'description', 'plugins', 'engine', 'log', 'sweep']);

/**
 * What TensorBoard's HParams view has of an experiment: one value for each swept key, as the sweep writes it, and the
 * leaves of all else by dotted path, in which a list is one value. A key that can be a number in one run and something
 * else in another is text in all of them: in a column of both, TensorBoard's filter finds no number, and its sorting
 * fails. For the same reason a column of numbers or switches lacks a run in which the key is null.
 *
 * @param swept the values that a sweep sets, by path
 */
export function hyperParametersOf(
  experiment: Experiment,
  registry: Registry,
  swept: Readonly<Record<string, unknown>> = {},
): HyperParameters {
  const schema = schemaOf(registry);
  const kept = Object.entries(experiment).filter(([key]) => !skipped.has(key));
  // A swept key may also lie in a list, `augmentations.0.p`, whose one value would say the same again.
  const isSwept = (path: string) =>
    Object.keys(swept).some((key) => path === key || path.startsWith(`${key}.`) || key.startsWith(`${path}.`));
  const rest = kept.flatMap(([key, value]) => flatten(key, value)).filter(([path]) => !isSwept(path));
  return Object.fromEntries(
    [...Object.entries(swept), ...rest].flatMap(([path, value]) => {
      const typed = inColumn(value, schema, path.split('.'));
      return typed === undefined ? [] : [[path, typed] as const];
    }),
  );
}

/** Values by dotted path; a list is one value. */
function flatten(path: string, value: unknown): [path: string, value: unknown][] {
  if (value === undefined || value === null) return [];
  if (!isPlainObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(`${path}.${key}`, inner));
}

function inColumn(value: unknown, schema: z.ZodType, path: readonly string[]): string | number | boolean | undefined {
  const type = ['number', 'boolean'].find((candidate) => isAlways(candidate, schema, path));
  if (type === undefined) return describeValue(value);
  return typeof value === type ? (value as number | boolean) : undefined;
}

/** Whether every value that is allowed at the path has this type, in the components of every type. */
function isAlways(type: string, schema: z.ZodType, path: readonly string[]): boolean {
  const choices = path.reduce<z.ZodType[]>(
    (schemas, key) => schemas.flatMap(choicesOf).flatMap((choice) => childSchema(choice, key, undefined) ?? []),
    [schema],
  );
  const types = choices
    .flatMap(choicesOf)
    .filter((choice) => !(choice instanceof z.ZodNull))
    .map(typeOf);
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
