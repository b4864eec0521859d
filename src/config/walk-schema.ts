import { z } from 'zod';
import { kinds, type Kind } from '../registry/index.ts';
import { isPlainObject } from '../core/plain-object.ts';

/** The schema one level down, at `key`. The value may be incomplete or wrong. */
export function childSchema(schema: z.ZodType, key: string | number, value: unknown): z.ZodType | undefined {
  for (const option of optionsFor(schema, value)) {
    const inner = childOf(option, key);
    if (inner) return inner;
  }
  return undefined;
}

/** The kind, if the schema is a slot for any component of that kind, or a choice that has one. */
export function slotKind(schema: z.ZodType): Kind | undefined {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) {
    const slot = at.meta()?.['slot'];
    if (typeof slot === 'string') return kinds.find((kind) => kind === slot);
    if (at instanceof z.ZodUnion) return (at.options as z.ZodType[]).map(slotKind).find((kind) => kind !== undefined);
  }
  return undefined;
}

/** The keys that `value` may have here; empty if any key or none is allowed. */
export function keysOf(schema: z.ZodType, value: unknown): string[] {
  return optionsFor(schema, value).flatMap((option) =>
    option instanceof z.ZodObject ? Object.keys(option.shape) : [],
  );
}

/** The value that is used if none is written; undefined if there is no default. */
export function defaultOf(schema: z.ZodType): unknown {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) {
    if (at instanceof z.ZodDefault || at instanceof z.ZodPrefault) return at.def.defaultValue;
  }
  return undefined;
}

/**
 * The schema of a path, given the value that has it or a part of it, with its default, which may be a part of the
 * default of a section above.
 */
export function schemaAlong(
  schema: z.ZodType,
  path: readonly (string | number)[],
  value: unknown,
): { schema: z.ZodType | undefined; fallback: unknown } {
  let at: z.ZodType | undefined = schema;
  let fallback: unknown;
  for (const key of path) {
    at = at && childSchema(at, key, value);
    value = isPlainObject(value) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined;
    const inherited: unknown =
      isPlainObject(fallback) || Array.isArray(fallback) ? (fallback as Record<string, unknown>)[key] : undefined;
    fallback = (at && defaultOf(at)) ?? inherited;
  }
  return { schema: at, fallback };
}

export function isOptional(schema: z.ZodType): boolean {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) {
    if (at instanceof z.ZodDefault || at instanceof z.ZodPrefault || at instanceof z.ZodOptional) return true;
  }
  return false;
}

/** Whether `null` is a value here. */
export function takesNull(schema: z.ZodType): boolean {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) if (at instanceof z.ZodNullable) return true;
  return optionsFor(schema, undefined).some((option) => option instanceof z.ZodNull);
}

/** The schemas that could apply to `value`, without wrappers. For a choice by `type`, the one that the value names. */
export function optionsFor(schema: z.ZodType, value: unknown): z.ZodType[] {
  const inner = innerOf(schema);
  if (inner) return optionsFor(inner, value);
  if (schema instanceof z.ZodDiscriminatedUnion) return choose(schema, value);
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((option) => optionsFor(option, value));
  return [schema];
}

function choose(schema: z.ZodDiscriminatedUnion, value: unknown): z.ZodType[] {
  const { discriminator } = schema.def;
  const wanted = isPlainObject(value) ? value[discriminator] : undefined;
  const options = schema.options as z.ZodObject[];
  const chosen = options.filter((option) => literalsOf(option.shape[discriminator]).includes(wanted));
  const open = wanted === undefined || (typeof wanted === 'string' && wanted.includes('${'));
  return (open ? options : chosen).flatMap((option) => optionsFor(option, value));
}

function literalsOf(schema: unknown): unknown[] {
  return schema instanceof z.ZodLiteral ? [...schema.values] : [];
}

/** The schema inside a wrapper such as `optional` or `default`. */
export function innerOf(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodLazy) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodPipe) return schema.in as z.ZodType;
  const wraps =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional;
  return wraps ? (schema.unwrap() as z.ZodType) : undefined;
}

function childOf(schema: z.ZodType, key: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject)
    return Object.hasOwn(schema.shape, key) ? (schema.shape[key] as z.ZodType) : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  const index = Number(key);
  if (!Number.isInteger(index) || index < 0) return undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodTuple)
    return (schema.def.items[index] ?? schema.def.rest ?? undefined) as z.ZodType | undefined;
  return undefined;
}
