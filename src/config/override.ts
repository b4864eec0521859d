import { z } from 'zod';
import { nearest, type ErrorCode, type Location } from '../core/errors/index.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { mapOrigins } from './map-origins.ts';
import { typeOf } from './merge.ts';
import { parseSource, type Report } from './parse.ts';
import { readText } from './read-text.ts';
import type { SourceText } from './source-text.ts';
import {
  formatPath,
  nodeAt,
  parsePath,
  toPlain,
  whereIs,
  withoutEntries,
  type MapNode,
  type Node,
  type Origin,
  type ScalarNode,
} from './tree.ts';
import { suggestKey, type Suggestion } from './suggest.ts';
import { update } from './update.ts';
import { childSchema, isOptional, keysOf, optionsFor, schemaAlong, takesNull } from './walk-schema.ts';
import { withDefaults } from './with-defaults.ts';

/** A value that `--set` or a sweep axis writes at a path. */
export interface Override {
  readonly path: readonly string[];
  /** Where the path is written. */
  readonly key: Origin;
  readonly value: Node;
}

/** An override whose value is the text of an argument. */
export interface Argument extends Override {
  readonly value: ScalarNode;
}

/**
 * Splits `optimizer.lr=1e-3` into a path and a text. What the text means depends on the key: `applyArgument` reads it.
 */
export function parseOverride(argument: string, report: Report): Argument | undefined {
  const source: SourceText = { path: '', name: '--set', text: argument };
  const equals = argument.indexOf('=');
  const key: Origin = { by: 'set', source, start: 0, end: equals === -1 ? argument.length : equals };
  const name = argument.slice(0, Math.max(equals, 0)).trim();
  if (name === '' || name.split('.').includes('')) {
    report({
      code: 'bad-override',
      message: `expected \`path.to.key=value\`, got \`${argument}\``,
      where: whereIs(key),
      hints: ['for example: `--set optimizer.lr=1e-3`'],
    });
    return undefined;
  }
  const start = equals + 1;
  const origin: Origin = { by: 'set', source, start, end: Math.max(argument.length, start + 1) };
  return { path: parsePath(name), key, value: { kind: 'scalar', origin, value: argument.slice(start), raw: true } };
}

/**
 * Returns the tree with an argument's value, which is a text or comes from a file, or unchanged if the schema lacks the
 * path or the text can't be read, which is reported.
 */
export function applyArgument(tree: MapNode, schema: z.ZodType, override: Override, report: Report): MapNode {
  if (!checkPath(tree, schema, override, 'bad-override', report)) return tree;
  const { path, key, value } = override;
  const wanted = schemaAlong(schema, path, toPlain(withDefaults(tree, schema, override))).schema;
  const isText = value.kind === 'scalar' && value.raw === true;
  const read = wanted && isText ? readArgument(value, wanted) : value;
  if (!read && isText) reportFlow(value, report);
  const typed = read && { path, key, value: read };
  return typed && checkUnset(tree, schema, typed, 'bad-override', report) ? applyOverride(tree, schema, typed) : tree;
}

/** `null` after the `=` takes a key away, also one whose value is a text. */
function readArgument(value: ScalarNode, wanted: z.ZodType): Node | undefined {
  if (value.value === 'null') return { ...value, value: null };
  return readText(value, wanted, () => flowOf(value));
}

/** The list or section that an argument's text is, all of it. */
function flowOf(value: ScalarNode): Node | undefined {
  const flow = parseFlow(value, () => undefined);
  const { source } = value.origin;
  return flow && flow.kind !== 'scalar' && flow.origin.end === source.text.trimEnd().length ? flow : undefined;
}

function reportFlow(value: ScalarNode, report: Report): void {
  const { source, start } = value.origin;
  const flow = parseFlow(value, (problem) => {
    const where = problem.where && { ...problem.where, text: source.text };
    report({
      ...problem,
      code: problem.code === 'yaml-syntax' ? 'bad-override' : problem.code,
      ...(where && { where }),
    });
  });
  if (!flow) return;
  report({
    code: 'bad-override',
    message: 'expected the value to end with its bracket, got more after it',
    where: whereIs({ ...value.origin, start: Math.max(start, flow.origin.end), end: source.text.length }),
    hints: ['remove what follows: an argument has no comments'],
  });
}

/** Blanks are put in place of the path, so that columns in the value are columns of the argument. */
function parseFlow({ origin: { source, start } }: ScalarNode, report: Report): Node | undefined {
  const padded: SourceText = { ...source, text: ' '.repeat(start) + source.text.slice(start) };
  const node = parseSource(padded, 'set', report);
  return node && mapOrigins(node, (origin) => ({ ...origin, source }));
}

/** Checks that the schema has this path, given what the tree contains. */
export function checkPath(
  tree: MapNode,
  schema: z.ZodType,
  override: Override,
  code: ErrorCode,
  report: Report,
): boolean {
  let at: z.ZodType = schema;
  let value: unknown = toPlain(withDefaults(tree, schema, override));
  for (const [depth, key] of override.path.entries()) {
    const next = childSchema(at, key, value);
    if (!next) {
      // The parameters of an unknown component are unknown too; its type is reported by itself.
      if (isPlainObject(value) && optionsFor(at, value).length === 0) return true;
      // Axes are tried in the trees of many points, and most of what they report is heard by nobody.
      const suggestion =
        code === 'bad-override' ? suggestKey(override.path.slice(0, depth + 1), tree, schema) : undefined;
      report({ code, ...describeKey(at, value, override, depth, suggestion) });
      return false;
    }
    if (Array.isArray(value) && Number(key) > value.length) {
      const message =
        `expected an index of \`${override.path.slice(0, depth).join('.')}\`, which has ${value.length} items, ` +
        `got \`${key}\``;
      report({
        code,
        message,
        where: locationOfKey(override, depth),
        hints: [`the first item is \`0\`; \`${value.length}\` appends an item`],
      });
      return false;
    }
    at = next;
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return true;
}

function describeKey(
  schema: z.ZodType,
  value: unknown,
  override: Override,
  depth: number,
  suggestion: Suggestion | undefined,
): { message: string; where: Location; hints: string[] } {
  const key = override.path[depth] ?? '';
  const prefix = override.path.slice(0, depth);
  const section = prefix.length > 0 ? `\`${prefix.join('.')}\`` : 'an experiment';
  const where = locationOfKey(override, depth);
  const isList = optionsFor(schema, value).some((option) => option.type === 'array') && !isPlainObject(value);
  if (isList) {
    return {
      message: `expected an index of the list ${section}, got \`${key}\``,
      where,
      hints: [`\`${[...prefix, '0'].join('.')}\` is its first item`],
    };
  }
  const keys = [...new Set(keysOf(schema, value))];
  const best = suggestion?.meant ?? nearest(key, keys);
  const close = best ? [`did you mean \`${[...prefix, best].join('.')}\`?`] : [];
  const hints = [...(suggestion?.elsewhere ?? []), ...close];
  if (keys.length > 0) hints.push(`keys of ${section}: ${keys.map((name) => `\`${name}\``).join(', ')}`);
  return { message: `expected the path of a key, ${section} has no key \`${key}\``, where, hints };
}

function locationOfKey({ path, key }: Override, depth: number): Location {
  const before = path.slice(0, depth).join('.').length + (depth > 0 ? 1 : 0);
  const text = key.source.text.slice(key.start, key.end);
  const skip = Math.max(0, text.indexOf(path.join('.')));
  const start = key.start + skip + before;
  return whereIs({ ...key, start, end: start + (path[depth]?.length ?? 1) });
}

/** Checks that a key to which `null` is written may be absent. */
export function checkUnset(
  tree: MapNode,
  schema: z.ZodType,
  override: Override,
  code: ErrorCode,
  report: Report,
): boolean {
  const { path, value } = override;
  if (value.kind !== 'scalar' || value.value !== null) return true;
  const plain = toPlain(withDefaults(tree, schema, override));
  const section = schemaAlong(schema, path.slice(0, -1), plain).schema;
  const wanted = schemaAlong(schema, path, plain).schema;
  if (!section || !wanted || takesNull(wanted) || isOptional(wanted)) return true;
  if (optionsFor(section, undefined).some((option) => option instanceof z.ZodArray || option instanceof z.ZodRecord))
    return true;
  report({
    code,
    message: `expected a value, got \`null\`, but \`${formatPath(path)}\` has no default that could hold instead`,
    where: whereIs(value.origin),
    hints: ['`null` takes away a key that may be absent'],
  });
  return false;
}

/**
 * Returns the tree with the override's value. Where it changes a `type`, parameters that both components have are kept
 * and the others dropped, so that `loss.type` alone can be set or swept. `null` takes the key away, so that its default
 * holds, unless it is a value of the key.
 */
export function applyOverride(tree: MapNode, schema: z.ZodType, override: Override): MapNode {
  const { path, key, value } = override;
  const whole = withDefaults(tree, schema, override);
  if (value.kind === 'scalar' && value.value === null && !isValueNull(whole, schema, path))
    return nodeAt(whole, path) ? update(whole, path, () => undefined) : tree;
  const written = update(whole, path, (old) => ({ ...value, before: old }), key);
  return path.at(-1) === 'type' ? dropForeign(written, schema, path.slice(0, -1), tree) : written;
}

function isValueNull(tree: MapNode, schema: z.ZodType, path: readonly string[]): boolean {
  const wanted = schemaAlong(schema, path, toPlain(tree)).schema;
  return wanted !== undefined && takesNull(wanted);
}

function dropForeign(tree: MapNode, schema: z.ZodType, section: readonly string[], before: MapNode): MapNode {
  const [map, old] = [nodeAt(tree, section), nodeAt(before, section)];
  if (map?.kind !== 'map' || !old || typeOf(map) === typeOf(old)) return tree;
  const sectionSchema = schemaAlong(schema, section, toPlain(tree)).schema;
  const keys = sectionSchema ? keysOf(sectionSchema, toPlain(map)) : [];
  if (keys.length === 0) return tree;
  const kept = withoutEntries(map, (name) => !keys.includes(name));
  return update(tree, section, () => kept);
}
