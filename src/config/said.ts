import { z } from 'zod';
import { canonical } from './canonical.ts';
import { leftOutOfId } from './left-out.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { innerOf } from './walk-schema.ts';

/** Keys to leave out, by section; true leaves out a whole section. */
interface Omitted {
  readonly [key: string]: Omitted | true;
}

/**
 * The values that an experiment sets: without those that equal the schema's default, and without keys that the id
 * leaves out. A section with only default values is left out; components keep their `type`, lists keep all their items.
 * Two valid experiments that differ give different results here.
 */
export function said(schema: z.ZodType, value: unknown): unknown {
  return visit(schema, value, omitted);
}

const omitted = leftOutOfId.reduce<Omitted>((tree, { path }) => omit(tree, path.split('.')), {});

function omit(tree: Omitted, [key = '', ...rest]: readonly string[]): Omitted {
  const inner = tree[key];
  return { ...tree, [key]: rest.length === 0 ? true : omit(inner === true ? {} : (inner ?? {}), rest) };
}

/** A value without its default parts; undefined if it equals its default. */
function visit(schema: z.ZodType, value: unknown, without: Omitted): unknown {
  const wrappers = unwrap(schema);
  const inner = visitInner(wrappers.inner, value, without);
  if (!wrappers.hasDefault) return inner;
  return canonical(inner) === defaultText(schema, wrappers.inner, without) ? undefined : inner;
}

function visitInner(schema: z.ZodType, value: unknown, without: Omitted): unknown {
  // Asking zod's classes takes longer than all else here, and most values have no parts.
  if (typeof value !== 'object' || value === null) return value;
  if (schema instanceof z.ZodObject && isPlainObject(value)) return visitObject(schema, value, without);
  if (schema instanceof z.ZodDiscriminatedUnion && isPlainObject(value)) return visitChosen(schema, value, without);
  if (schema instanceof z.ZodUnion) return visitUnion(schema, value);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => keep(schema.element as z.ZodType, item));
  if (schema instanceof z.ZodTuple && Array.isArray(value))
    return value.map((item, index) =>
      keep((schema.def.items[index] ?? schema.def.rest ?? z.unknown()) as z.ZodType, item),
    );
  if (schema instanceof z.ZodRecord && isPlainObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, keep(schema.valueType as z.ZodType, item)]),
    );
  return value;
}

/** Items of lists and entries of records stay even if they equal their default: that they exist is information. */
function keep(schema: z.ZodType, value: unknown): unknown {
  return visitInner(unwrap(schema).inner, value, {});
}

function visitObject(schema: z.ZodObject, value: Record<string, unknown>, without: Omitted): unknown {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inside = without[key];
    const field = schema.shape[key] as z.ZodType | undefined;
    if (inside === true || value[key] === undefined) continue;
    const inner = field ? visitOnce(field, value[key], inside ?? {}, without === omitted) : value[key];
    if (inner !== undefined) result[key] = inner;
  }
  return result;
}

const saidOfSections = new WeakMap<z.ZodType, WeakMap<object, unknown>>();

/** Points of a sweep share the sections that are the same: what one of them says is worked out once. */
function visitOnce(field: z.ZodType, value: unknown, without: Omitted, isSection: boolean): unknown {
  if (!isSection || typeof value !== 'object' || value === null) return visit(field, value, without);
  const known = saidOfSections.get(field) ?? new WeakMap<object, unknown>();
  saidOfSections.set(field, known);
  if (known.has(value)) return known.get(value);
  const result = visit(field, value, without);
  known.set(value, result);
  return result;
}

function visitChosen(schema: z.ZodDiscriminatedUnion, value: Record<string, unknown>, without: Omitted): unknown {
  const option = optionByKey(schema).get(value[schema.def.discriminator]);
  return option ? visitInner(option, value, without) : value;
}

/**
 * A plain union doesn't say which option a value belongs to, so the value is shortened only if it reads back unchanged.
 */
function visitUnion(schema: z.ZodUnion, value: unknown): unknown {
  const option = (schema.options as z.ZodType[]).find((candidate) => candidate.safeParse(value).success);
  const short = option && keep(option, value);
  const back = schema.safeParse(short);
  return back.success && canonical(back.data) === canonical(value) ? short : value;
}

interface Wrappers {
  readonly inner: z.ZodType;
  readonly hasDefault: boolean;
}

const unwrapped = new WeakMap<z.ZodType, Wrappers>();

/** Removes wrappers, but not transformations: the output of one isn't what its schema describes. */
function unwrap(schema: z.ZodType): Wrappers {
  let known = unwrapped.get(schema);
  if (!known) {
    let hasDefault = false;
    let inner = schema;
    for (let next = within(inner); next; next = within(inner)) {
      hasDefault ||= inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault;
      inner = next;
    }
    unwrapped.set(schema, (known = { inner, hasDefault }));
  }
  return known;
}

/** What a pipe gives out is not what its inner schema describes. */
function within(schema: z.ZodType): z.ZodType | undefined {
  return schema instanceof z.ZodPipe ? undefined : innerOf(schema);
}

const defaultTexts = new WeakMap<z.ZodType, string>();

/** The default as text. A section's schema occurs at one place only, so the keys left out of it are always the same. */
function defaultText(schema: z.ZodType, inner: z.ZodType, without: Omitted): string {
  let text = defaultTexts.get(schema);
  if (text === undefined) {
    text = canonical(visitInner(inner, schema.parse(undefined), without));
    defaultTexts.set(schema, text);
  }
  return text;
}

const options = new WeakMap<z.ZodType, ReadonlyMap<unknown, z.ZodType>>();

function optionByKey(schema: z.ZodDiscriminatedUnion): ReadonlyMap<unknown, z.ZodType> {
  let known = options.get(schema);
  if (!known) {
    const { discriminator } = schema.def;
    const pairs = (schema.options as z.ZodObject[]).flatMap((option) => {
      const literal: unknown = option.shape?.[discriminator];
      return literal instanceof z.ZodLiteral ? [...literal.values].map((value) => [value, option] as const) : [];
    });
    options.set(schema, (known = new Map<unknown, z.ZodType>(pairs)));
  }
  return known;
}
