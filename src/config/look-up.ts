import type { z } from 'zod';
import { nearest } from '../core/errors/index.ts';
import { TemplateError } from './template.ts';
import { formatPath, fromPlain, nodeAt, parsePath, toPlain, type MapNode, type Node, type Origin } from './tree.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { childSchema, defaultOf, keysOf } from './walk-schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value of `path.to.key`, with its references not yet filled in; if it is not written, its default, with the place
 * `from`.
 * @throws TemplateError if there is neither
 */
export function lookUpPath(reference: string, tree: MapNode, schema: z.ZodType, from: Origin): Node {
  const path = parsePath(reference);
  const target = nodeAt(tree, path) ?? defaultAt(path, tree, schema, from);
  if (target) return target;
  const hints = suggestPath(path, tree, schema);
  throw new TemplateError(`expected the path of a key, got \`\${${reference}}\`, which does not exist`, hints);
}

/**
 * The text of `NAME` or `NAME:default`, character by character. A default may contain references, so it is a template.
 * @throws TemplateError if the variable is not set and has no default
 */
export function lookUpEnvironment(
  reference: string,
  environment: Environment,
): { readonly text: string; readonly isTemplate: boolean } {
  const [name = '', ...fallback] = reference.split(':');
  const text = environment[name] ?? (fallback.length > 0 ? fallback.join(':') : undefined);
  if (text === undefined) {
    throw new TemplateError(`expected the environment variable \`${name}\` to be set`, [
      `set it, or give a default: \`\${env:${name}:default}\``,
    ]);
  }
  return { text, isTemplate: text.includes('${') && environment[name] === undefined };
}

function defaultAt(path: readonly string[], tree: MapNode, schema: z.ZodType, from: Origin): Node | undefined {
  let at: z.ZodType | undefined = schema;
  let value: unknown = toPlain(tree);
  for (const key of path) {
    at = at && childSchema(at, key, value);
    const written: unknown = isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    value = written ?? (at && defaultOf(at));
  }
  return at && value !== undefined ? fromPlain(value, from) : undefined;
}

function suggestPath(path: readonly string[], tree: MapNode, schema: z.ZodType): string[] {
  let at: z.ZodType = schema;
  let value: unknown = toPlain(tree);
  for (const [depth, key] of path.entries()) {
    const next = childSchema(at, key, value);
    if (!next) return suggestStep(path, depth, [...new Set([...writtenKeys(value), ...keysOf(at, value)])]);
    at = next;
    value = isPlainObject(value) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return [`\`${formatPath(path)}\` has no value here and no default`];
}

function writtenKeys(value: unknown): string[] {
  return isPlainObject(value) ? Object.keys(value) : [];
}

function suggestStep(path: readonly string[], depth: number, keys: readonly string[]): string[] {
  const best = nearest(path[depth] ?? '', keys);
  if (best !== undefined) return [`did you mean \`\${${formatPath(path.with(depth, best))}}\`?`];
  return keys.length > 0 ? [`keys there: ${keys.map((key) => `\`${key}\``).join(', ')}`] : [];
}
