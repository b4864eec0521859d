import { z } from 'zod';
import { distribution as distributionSchema } from '../../schemas/index.ts';
import type { SearchRange } from '../registry/index.ts';
import type { Report } from './parse.ts';
import { fromPlain, nodeAt, parsePath, toPlain, whereIs, type MapNode, type Node, type Origin } from './tree.ts';
import { innerOf, optionsFor, schemaAlong, slotKind } from './walk-schema.ts';

/** A key that a search varies. */
export interface SearchedKey {
  readonly path: string;
  /** Where the path is written. */
  readonly key: Origin;
  readonly range: SearchRange;
  /** The range as it is written, or made, for the places of its ends. */
  readonly node: Node;
  /** Present if it varies for some types of a component only: those that have this range. */
  readonly only?: { readonly path: string; readonly types: readonly string[] };
}

export interface SearchKeysContext {
  readonly tree: MapNode;
  readonly schema: z.ZodType;
  /** Whether a component may have this type here, with the parameters that the experiment has for it. */
  loads(path: string, type: string): boolean;
}

/** The keys that `over` names, each with its range. What has none is reported, with what to write. */
export function searchKeys(sweep: Node, context: SearchKeysContext, report: Report): SearchedKey[] {
  const written = writtenKeys(nodeAt(sweep, ['over']));
  const explicit = new Set<string>();
  for (const { path, key } of written) {
    if (explicit.has(path))
      report({
        code: 'bad-axis',
        message: `expected each key once in \`over\`, got \`${path}\` twice`,
        where: whereIs(key),
        hints: ['remove one of them'],
      });
    explicit.add(path);
  }
  return [...new Map(written.map((each) => [each.path, each])).values()].flatMap((each) =>
    each.node ? ownRange(each.path, each.key, each.node, report) : defaultRanges(each, explicit, context, report),
  );
}

interface WrittenKey {
  readonly path: string;
  readonly key: Origin;
  /** Absent for `auto`. */
  readonly node?: Node;
}

function writtenKeys(over: Node | undefined): WrittenKey[] {
  if (over?.kind === 'list')
    return over.items.flatMap((item) =>
      item.kind === 'scalar' && typeof item.value === 'string' ? [{ path: item.value, key: item.origin }] : [],
    );
  if (over?.kind !== 'map') return [];
  return [...over.entries].map(([path, { key, node }]) => ({
    path,
    key,
    ...(!(node.kind === 'scalar' && node.value === 'auto') && { node }),
  }));
}

function ownRange(path: string, key: Origin, node: Node, report: Report): SearchedKey[] {
  const { data } = distributionSchema.safeParse(toPlain(node));
  if (data?.type === 'normal')
    report({
      code: 'bad-axis',
      message: `expected a range with ends for \`${path}\`, got \`normal\`, which has none`,
      where: whereIs(nodeAt(node, ['type'])?.origin ?? node.origin),
      hints: ['for example: {type: uniform, low: 0, high: 1}', '`random` draws from `normal` too'],
    });
  return data && data.type !== 'normal' ? [{ path, key, range: data, node }] : [];
}

/** The range that a key has by default; of a component, its types and the ranges of their keys. */
function defaultRanges(
  { path, key }: WrittenKey,
  explicit: ReadonlySet<string>,
  { tree, schema, loads }: SearchKeysContext,
  report: Report,
): SearchedKey[] {
  const parts = parsePath(path);
  const at = schemaAlong(schema, parts, toPlain(tree)).schema;
  // That there is no such key is told with what the other keys make of it.
  if (!at) return [made(path, key, { type: 'choice', values: [null] })];
  const range = defaultRange(at);
  if (range) return [made(path, key, range)];
  if (slotKind(at) === undefined) {
    report({ code: 'bad-axis', where: whereIs(key), ...noRange(path, at) });
    return [];
  }
  const options = optionsFor(at, undefined).filter((option) => option instanceof z.ZodObject);
  const types = options.flatMap((option) => {
    const [type] = option.shape['type'] instanceof z.ZodLiteral ? [...option.shape['type'].values] : [];
    return typeof type === 'string' && loads(path, type) ? [{ type, option }] : [];
  });
  if (types.length === 0) {
    report({
      code: 'bad-axis',
      message: `expected a component with types that load as they are, got \`${path}\`, which has none`,
      where: whereIs(key),
      hints: [`list what it may be: \`over: {${path}: {type: choice, values: [{type: ...}]}}\``],
    });
    return [];
  }
  const typePath = `${path}.type`;
  return [
    ...(explicit.has(typePath) ? [] : [made(typePath, key, { type: 'choice', values: types.map(({ type }) => type) })]),
    ...parameterRanges(types)
      .filter(({ name }) => !explicit.has(`${path}.${name}`))
      .map(({ name, range: own, only }) => ({
        ...made(`${path}.${name}`, key, own),
        only: { path: typePath, types: only },
      })),
  ];
}

interface ParameterRange {
  readonly name: string;
  readonly range: SearchRange;
  readonly only: readonly string[];
}

/** The parameters with a range; types that have the same range for the same name share it. */
function parameterRanges(types: readonly { readonly type: string; readonly option: z.ZodObject }[]): ParameterRange[] {
  const found = new Map<string, ParameterRange>();
  for (const { type, option } of types)
    for (const [name, schema] of Object.entries(option.shape)) {
      const range = defaultRange(schema as z.ZodType);
      if (!range) continue;
      const id = JSON.stringify([name, range]);
      found.set(id, { name, range, only: [...(found.get(id)?.only ?? []), type] });
    }
  return [...found.values()];
}

/** The range in a parameter's schema (`search`), if it has one. */
export function defaultRange(schema: z.ZodType): SearchRange | undefined {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) {
    const range = at.meta()?.['search'];
    if (range !== undefined) return range as SearchRange;
  }
  return undefined;
}

function made(path: string, key: Origin, range: SearchRange): SearchedKey {
  return { path, key, range, node: fromPlain(range, key) };
}

function noRange(path: string, schema: z.ZodType): { message: string; hints: string[] } {
  const isWhole = optionsFor(schema, undefined).some((option) => option instanceof z.ZodNumber && option.isInt);
  const example = isWhole ? '{type: integer, low: 2, high: 16}' : '{type: uniform, low: 0, high: 1}';
  return {
    message: `expected a key that has a range to search by default, got \`${path}\`, which has none`,
    hints: [`give one: \`over: {${path}: ${example}}\`, and \`auto\` for those that have one`],
  };
}
