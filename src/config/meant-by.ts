import { z } from 'zod';
import { isPlainObject } from '../core/plain-object.ts';
import { typeMeant } from './type-meant.ts';
import { childSchema, innerOf, isOptional, keysOf, optionsFor, slotKind } from './walk-schema.ts';

/**
 * What is probably meant by a value of the wrong type: the name of a component in place of `{type: name}`, a value in
 * place of the section that has it, a section or a single value in place of a list. Hints, the most likely first;
 * without any, the type alone decides.
 */
export function meantBy(value: unknown, schema: z.ZodType | undefined): string[] {
  if (!schema || value === null || value === undefined) return [];
  const kind = slotKind(schema);
  if (kind !== undefined && typeof value !== 'object') return componentHints(value, schema, kind);
  const list = listIn(schema, value);
  if (list && !Array.isArray(value)) return listHints(value, list.element as z.ZodType);
  const section = sectionIn(schema);
  if (section && !isPlainObject(value)) return sectionHints(value, section);
  if (isDuration(schema)) return durationHints(value);
  return [];
}

function componentHints(value: unknown, schema: z.ZodType, kind: string): string[] {
  const types = typesIn(schema);
  const close = typeof value === 'string' ? typeMeant(value, types) : undefined;
  const list = `${/(s|ch)$/.test(kind) ? `${kind}es` : `${kind}s`}: ${types.join(', ')}`;
  return close === undefined ? [`write \`{type: ...}\`; ${list}`] : [`did you mean \`{type: ${close}}\`?`];
}

function typesIn(schema: z.ZodType): string[] {
  return optionsFor(schema, {}).flatMap((option) => {
    const type = childSchema(option, 'type', {});
    return type instanceof z.ZodLiteral ? [...type.values].map(String) : [];
  });
}

/** A key that has to be there and takes the value, or the only one that takes it. */
function sectionHints(value: unknown, section: z.ZodObject): string[] {
  const keys = Object.keys(section.shape);
  const taking = Array.isArray(value) ? [] : keys.filter((key) => takes(section.shape[key] as z.ZodType, value));
  const required = taking.filter((key) => !isOptional(section.shape[key] as z.ZodType));
  const meant = required[0] ?? (taking.length === 1 ? taking[0] : undefined);
  return [
    ...(meant === undefined ? [] : [`did you mean \`{${meant}: ${written(value)}}\`?`]),
    `keys: ${keys.join(', ')}`,
  ];
}

function listHints(value: unknown, element: z.ZodType): string[] {
  if (isPlainObject(value)) {
    const names = nameKeyOf(element);
    const keys = Object.keys(value);
    // Names as keys are how other frameworks write classes.
    if (names !== undefined && keys.length > 0 && !keys.includes(names))
      return [`did you mean \`[${keys.map((key) => `{${names}: ${key}}`).join(', ')}]\`?`];
    return ['write it in brackets: `[{...}]`'];
  }
  if (slotKind(element) !== undefined && typeof value === 'string') {
    const close = typeMeant(value, typesIn(element));
    return close === undefined ? ['write it in brackets: `[...]`'] : [`did you mean \`[{type: ${close}}]\`?`];
  }
  if (takes(element, value)) return [`did you mean \`[${written(value)}]\`?`];
  const section = sectionIn(element);
  const [example] = section ? sectionHints(value, section) : [];
  return [
    example?.startsWith('did you mean')
      ? example.replace('`{', '`[{').replace('}`', '}]`')
      : 'write it in brackets: `[...]`',
  ];
}

/** The key of a section that has to be there and takes any text. */
function nameKeyOf(schema: z.ZodType): string | undefined {
  const section = slotKind(schema) === undefined ? sectionIn(schema) : undefined;
  return keysIn(section).find((key) => {
    const own = section!.shape[key] as z.ZodType;
    return !isOptional(own) && takes(own, 'any text');
  });
}

function keysIn(section: z.ZodObject | undefined): string[] {
  return section ? keysOf(section, {}) : [];
}

function takes(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success;
}

/**
 * The only list or section that a schema takes, without wrappers; texts beside a list are for values that are texts.
 */
function listIn(schema: z.ZodType, value: unknown): z.ZodArray | undefined {
  const options = optionsFor(schema, undefined);
  const [only, ...others] = options.filter((option) => typeof value === 'string' || !(option instanceof z.ZodString));
  return only instanceof z.ZodArray && others.length === 0 ? only : undefined;
}

function sectionIn(schema: z.ZodType): z.ZodObject | undefined {
  const [only, ...others] = optionsFor(schema, undefined);
  return only instanceof z.ZodObject && others.length === 0 ? only : undefined;
}

function isDuration(schema: z.ZodType): boolean {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) if (at.meta()?.['duration'] === true) return true;
  return false;
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^d(ays?)?$/i, 'd'],
  [/^h((ou)?rs?)?$/i, 'h'],
  [/^m(in(ute)?s?)?$/i, 'm'],
  [/^s(ec(ond)?s?)?$/i, 's'],
];

/** `3600s` for `3600`, `2h` for `2 hours`, `30m` for `0.5h`. */
function durationHints(value: unknown): string[] {
  const [, number, word = 's'] = /^([\d.]+)\s*([a-z]+)?$/i.exec(String(value).trim()) ?? [];
  const unit = units.find(([pattern]) => pattern.test(word))?.[1];
  const count = Number(number);
  if (unit === undefined || !(count > 0)) return [];
  const seconds = Math.round(count * { d: 86_400, h: 3600, m: 60, s: 1 }[unit]!);
  const text = Number.isInteger(count) ? `${count}${unit}` : `${Math.max(1, seconds)}s`;
  return [`did you mean \`${text}\`?`];
}

function written(value: unknown): string {
  return typeof value === 'string' && !/^[\w./-]+$/.test(value) ? JSON.stringify(value) : String(value);
}
