import { z } from 'zod';
import type { Report } from './parse.ts';
import { toPlain, type MapNode } from './tree.ts';
import { validate } from './validate.ts';

/**
 * Returns a function that validates trees as `validate` does. A section that comes of the same node as before,
 * or of no node and so of its defaults, isn't validated again, and is the same object. The points of a sweep differ in
 * a section or two: what is worked out for a section needs to be worked out once, and 10,000 points keep it once.
 */
export function sectionValidator<T>(schema: z.ZodType<T>): (tree: MapNode, report: Report) => T | undefined {
  const object: z.ZodType = schema;
  if (!(object instanceof z.ZodObject)) return (tree, report) => validate(tree, schema, report);
  const shape = object.shape as Readonly<Record<string, z.ZodType>>;
  const sections = new Map(Object.entries(shape).map(([key, section]) => [key, createSection(section)]));
  // What is checked of several sections together is left.
  const anything = Object.fromEntries(Object.keys(shape).map((key) => [key, z.unknown().optional()]));
  const together = object.safeExtend(anything) as unknown as z.ZodType<T>;
  // A key may have to be there although its schema takes `undefined`, which only the whole schema knows.
  const isMissing = (key: string, value: unknown, plain: object) =>
    value === undefined && !(key in plain) && !(shape[key] instanceof z.ZodOptional);
  return (tree, report) => {
    const plain = toPlain(tree) as Readonly<Record<string, unknown>>;
    const parsed: Record<string, unknown> = {};
    for (const [key, section] of sections) {
      const value = section(plain[key]);
      if (value === wrong || isMissing(key, value, plain)) return validate(tree, schema, report);
      if (value !== undefined) parsed[key] = value;
    }
    const isKnown = Object.keys(plain).every((key) => sections.has(key));
    const result = isKnown ? together.safeParse(parsed) : undefined;
    return result?.success ? result.data : validate(tree, schema, report);
  };
}

const wrong = Symbol('a section with issues');
/** Stands for the value of a section that isn't written. */
const nothing = {};

/** A section's value from plain data, or `wrong`. The same data, and no data, have the same value. */
function createSection(schema: z.ZodType): (plain: unknown) => unknown {
  const known = new WeakMap<object, unknown>();
  const parse = (plain: unknown): unknown => {
    const { success, data } = schema.safeParse(plain);
    return success ? data : wrong;
  };
  return (plain) => {
    const key = plain === undefined ? nothing : plain;
    if (typeof key !== 'object' || key === null) return parse(plain);
    if (!known.has(key)) known.set(key, parse(plain));
    return known.get(key);
  };
}
