import type { z } from 'zod';
import { nearest, type ErrorCode, type Location, type Problem } from '../core/errors/index.ts';
import { chooseBranch } from './choose-branch.ts';
import { describeValue, exampleOf, expectedBy, show, type Issue } from './describe-value.ts';
import { meantBy } from './meant-by.ts';
import { suggestKey } from './suggest.ts';
import { takeAwayHints } from './take-away.ts';
import { typeMeant } from './type-meant.ts';
import { formatPath, keyAt, nodeAt, toPlain, whereIs, type MapNode, type Node, type Path } from './tree.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { childSchema, defaultOf, keysOf, optionsFor, slotKind } from './walk-schema.ts';

/** Converts a zod issue to problems, each with its key and its place in the tree. */
export function describeIssue(issue: Issue, tree: MapNode, schema: z.ZodType): Problem[] {
  const path = formatPath(issue.path as Path);
  return describe(issue, tree, schema).map((problem) => ({ ...(path !== '' && { path }), ...problem }));
}

function describe(issue: Issue, tree: MapNode, schema: z.ZodType): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, tree, schema));
  if (issue.code === 'invalid_union') return describeUnion(issue, tree, schema);
  if (issue.code === 'invalid_key') return [badName(issue, tree, schema)];
  if (isAbsent(path, tree)) return [missingKey(path, issue, tree, schema)];
  const node = nodeAt(tree, path)!;
  const value = toPlain(node);
  const { hints = [], ...rest } = describeValue(issue, value, writtenText(node));
  const meant = meantBy(value, schemaAt(schema, tree, path));
  const first = meant.length > 0 ? meant : hints;
  return [{ ...rest, where: valueAt(tree, path), hints: [...first, ...meaningOf(path, tree, schema)] }];
}

/** The characters of a plain value, which YAML may have read as something else: `1e5` is a number. */
function writtenText(node: Node): string | undefined {
  if (node.kind !== 'scalar' || node.template !== undefined || typeof node.value === 'string') return undefined;
  const text = node.origin.source.text.slice(node.origin.start, node.origin.end);
  return /^[\w.+-]+$/.test(text) ? text : undefined;
}

/** The key's description, for people who guess its value. */
function meaningOf(path: Path, tree: MapNode, schema: z.ZodType): string[] {
  const at = schemaAt(schema, tree, path);
  const fallback = at && defaultOf(at);
  const description = at?.description ?? '';
  const byDefault = fallback === undefined ? '' : `default: ${JSON.stringify(fallback)}`;
  const text = [description, byDefault].filter((part) => part !== '').join(' ');
  if (text === '' && path.length > 1) return meaningOf(path.slice(0, -1), tree, schema);
  return text === '' ? [] : [`\`${formatPath(path)}\`: ${text}`];
}

function isAbsent(path: Path, tree: MapNode): boolean {
  return nodeAt(tree, path) === undefined;
}

function unknownKey(path: Path, key: string, tree: MapNode, schema: z.ZodType): Problem {
  const full = [...path, key];
  const { section, hints, isExcluded } = suggestKey(full, tree, schema);
  return {
    code: 'unknown-key',
    message: `expected a key of ${section}, got \`${key}\``,
    path: formatPath(full),
    where: valueAt(tree, full, 'key'),
    hints: isExcluded ? [...hints, ...takeAwayHints(tree, path)] : hints,
  };
}

/** A name that the user chose, such as that of a point. The schema of the names says what they may have. */
function badName(issue: Extract<Issue, { code: 'invalid_key' }>, tree: MapNode, schema: z.ZodType): Problem {
  const path = issue.path as Path;
  return {
    code: 'bad-value',
    message: `expected a name with ${issue.issues.map(({ message }) => message).join(' and ')}, got \`${path.at(-1)}\``,
    where: valueAt(tree, path, 'key'),
    hints: meaningOf(path.slice(0, -1), tree, schema),
  };
}

function missingKey(path: Path, issue: Issue, tree: MapNode, schema: z.ZodType): Problem {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const where = valueAt(tree, parent, 'key');
  const section = parent.length > 0 ? `\`${formatPath(parent)}\`` : 'the experiment';
  const wanted = schemaAt(schema, tree, path);
  const description = wanted?.description;
  const example = wanted && slotKind(wanted) !== undefined ? '{type: ...}' : exampleOf(issue);
  const hints = [`add \`${key}: ${example}\`${description ? ` (${description})` : ''}`];
  return { code: 'missing-key', message: `expected ${section} to have the key \`${key}\``, where, hints };
}

function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>, tree: MapNode, schema: z.ZodType): Problem[] {
  const path = issue.path as Path;
  if (issue.errors.length === 0) return [unknownType(issue, tree, schema)];
  const at = nodeAt(tree, path);
  if (at === undefined) return [missingKey(path, issue, tree, schema)];
  const unionSchema = schemaAt(schema, tree, path);
  // A plain value where a component is expected is meant as one.
  const isComponent = at.kind === 'scalar' && unionSchema !== undefined && slotKind(unionSchema) !== undefined;
  const branch = chooseBranch(issue.errors, toPlain(at)) ?? (isComponent ? issue.errors[0] : undefined);
  if (branch)
    return branch.flatMap((inner) => describeIssue({ ...inner, path: [...path, ...inner.path] }, tree, schema));
  const value = toPlain(at);
  if (unionSchema && unionAlternatives(unionSchema).length > 1) {
    const { hints, ...problem } = describeAlternatives(unionSchema, value);
    const away = takeAwayHints(tree, path);
    return [{ ...problem, where: valueAt(tree, path), hints: [...hints, ...away, ...meaningOf(path, tree, schema)] }];
  }
  const expected = [...new Set(issue.errors.flat().map(expectedBy))].join(' or ');
  return [
    {
      code: 'wrong-type',
      message: `expected ${expected}, got ${show(value)}`,
      where: valueAt(tree, path),
      hints: [...meantBy(value, unionSchema), ...meaningOf(path, tree, schema)],
    },
  ];
}

/** The keys of each option of a choice, if every option is a section. */
function unionAlternatives(schema: z.ZodType): string[][] {
  const options = optionsFor(schema, {});
  return options.every((option) => option.type === 'object') ? options.map((option) => keysOf(option, {})) : [];
}

function describeAlternatives(
  schema: z.ZodType,
  value: unknown,
): { code: ErrorCode; message: string; hints: string[] } {
  const shapes = unionAlternatives(schema);
  const expected = shapes.map((keys) => `{${keys.join(', ')}}`).join(' or ');
  if (!isPlainObject(value))
    return {
      code: 'wrong-type',
      message: `expected one of ${expected}, got ${show(value)}`,
      hints: [`did you mean \`{${shapes[0]?.[0]}: ${typeof value === 'number' ? value : '...'}}\`?`],
    };
  const keys = Object.keys(value);
  const foreign = keys.find((key) => !shapes.flat().includes(key));
  const best = foreign === undefined ? undefined : nearest(foreign, shapes.flat());
  const hint = best ? `did you mean \`${best}\`?` : keys.length > 1 ? 'keep one of them' : `write one of ${expected}`;
  return {
    code: 'bad-value',
    message: `expected one of ${expected}, got ${keys.length > 0 ? `{${keys.join(', ')}}` : 'an empty section'}`,
    hints: [hint],
  };
}

function unknownType(issue: Extract<Issue, { code: 'invalid_union' }>, tree: MapNode, schema: z.ZodType): Problem {
  const path = issue.path as Path;
  const section = path.slice(0, -1);
  const sectionSchema = schemaAt(schema, tree, section);
  const kind = (sectionSchema && slotKind(sectionSchema)) ?? 'component';
  const types = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const list = types.length > 0 ? `${plural(kind)}: ${types.join(', ')}` : `no ${kind} is registered`;
  const written = nodeAt(tree, section);
  // A component may be written as its type alone.
  const node = nodeAt(tree, path) ?? (written?.kind === 'scalar' ? written : undefined);
  if (!node) {
    const where = valueAt(tree, section, 'key');
    return {
      code: 'missing-key',
      message: `expected \`${formatPath(section)}\` to have the key \`type\``,
      where,
      hints: [`add \`type: ...\`; ${list}`],
    };
  }
  const name = toPlain(node);
  const where = valueAt(tree, node === written ? section : path);
  if (typeof name !== 'string')
    return { code: 'wrong-type', message: `expected the name of a ${kind}, got ${show(name)}`, where, hints: [list] };
  const best = typeMeant(name, types);
  return {
    code: 'unknown-component',
    message: `expected the type of a registered ${kind}, got \`${name}\``,
    where,
    hints: [
      ...(best ? [`did you mean \`${best}\`?`] : []),
      list,
      ...(best ? [] : ['to register a component of your own, write `plugins: [./my-component.js]`']),
    ],
  };
}

function plural(kind: string): string {
  return /(s|ch)$/.test(kind) ? `${kind}es` : `${kind}s`;
}

function schemaAt(schema: z.ZodType, tree: MapNode, path: Path): z.ZodType | undefined {
  return path.reduce<{ schema: z.ZodType | undefined; path: (string | number)[] }>(
    (at, key) => ({
      schema: at.schema && childSchema(at.schema, key, plainAt(tree, at.path)),
      path: [...at.path, key],
    }),
    { schema, path: [] },
  ).schema;
}

function plainAt(tree: MapNode, path: Path): unknown {
  const node = nodeAt(tree, path);
  return node && toPlain(node);
}

/** The place of the value or of its key. If neither is written, the place of the nearest section above that is. */
function valueAt(tree: MapNode, path: Path, part: 'key' | 'value' = 'value'): Location {
  const origin = part === 'key' ? keyAt(tree, path) : nodeAt(tree, path)?.origin;
  if (origin) return whereIs(part === 'key' && path.length === 0 ? { ...origin, end: origin.start + 1 } : origin);
  return path.length === 0 ? whereIs(tree.origin) : valueAt(tree, path.slice(0, -1), 'key');
}
