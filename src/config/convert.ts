import { isAlias, isCollection, isMap, isPair, isScalar, type Node as YamlNode, type ParsedNode } from 'yaml';
import type { ErrorCode, Problem } from '../core/errors/index.ts';
import { locate, type SourceText } from './source-text.ts';
import type { Entry, Node, Origin, Scalar } from './tree.ts';
import { maxDepth, tooDeepHint, tooDeepMessage } from './yaml-depth.ts';

export type Report = (problem: Problem) => void;

/** The most values of a file, after aliases are expanded. */
const maxNodes = 100_000;

/**
 * Converts a YAML document to a tree. It follows aliases itself: the library walks the document for each, in quadratic
 * time.
 */
export function convertDocument(
  contents: ParsedNode | null,
  source: SourceText,
  by: Origin['by'],
  report: Report,
): Node | undefined {
  const anchors = new Map<string, YamlNode>();
  let nodes = 0;
  let outermostAlias: Origin | undefined;
  const originOf = (node: unknown, fallback: Origin): Origin => {
    const range = (node as YamlNode | null)?.range;
    return range ? { by, source, start: range[0], end: Math.max(range[1], range[0] + 1) } : fallback;
  };
  const refuse = (origin: Origin, code: ErrorCode, message: string, hint: string): never => {
    report({ code, message, where: locate(source, origin.start, origin.end), hints: [hint] });
    throw new Refused();
  };

  const visit = (node: unknown, depth: number, fallback: Origin): Node => {
    const origin = originOf(node, fallback);
    if (++nodes > maxNodes)
      return refuse(
        outermostAlias ?? origin,
        'yaml-unsafe',
        `expected at most ${maxNodes} values after aliases are expanded, got more`,
        'write the values without aliases, or share them with `extends`',
      );
    if (depth > maxDepth) return refuse(origin, 'yaml-unsafe', tooDeepMessage, tooDeepHint);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (!target)
        return refuse(
          origin,
          'yaml-syntax',
          `expected an anchor above, got \`*${node.source}\`, which has none`,
          `mark the value to repeat with \`&${node.source}\`, or put a text that starts with \`*\` in quotes`,
        );
      const outer = outermostAlias;
      outermostAlias ??= origin;
      const expanded = visit(target, depth + 1, origin);
      outermostAlias = outer;
      return { ...expanded, origin };
    }
    const result = visitPlain(node, depth, origin);
    if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
    return result;
  };

  const visitPlain = (node: unknown, depth: number, origin: Origin): Node => {
    if (isMap(node)) return { kind: 'map', origin, entries: visitEntries(node.items, depth, origin) };
    if (isCollection(node))
      return { kind: 'list', origin, items: node.items.map((item) => visit(item, depth + 1, origin)) };
    const value = isScalar(node) ? node.value : null;
    return { kind: 'scalar', origin, value: typeof value === 'bigint' ? Number(value) : ((value ?? null) as Scalar) };
  };

  const visitEntries = (items: readonly unknown[], depth: number, origin: Origin): Map<string, Entry> => {
    const entries = new Map<string, Entry>();
    for (const item of items) {
      if (!isPair(item)) continue;
      const key = originOf(item.key, origin);
      const name = isScalar(item.key) && item.key.value !== null ? String(item.key.value) : undefined;
      if (name === undefined)
        return refuse(
          key,
          'yaml-syntax',
          'expected a key that is a plain string',
          'write the name of a setting before the `:`',
        );
      if (name === '__proto__')
        return refuse(key, 'yaml-unsafe', 'expected the name of a setting, got `__proto__`', 'remove it');
      const first = entries.get(name);
      if (first)
        return refuse(
          key,
          'yaml-unsafe',
          `expected each key once, got \`${name}\` again`,
          `it is written in line ${locate(source, first.key.start).line ?? 1} already; remove one of them`,
        );
      entries.set(name, { key, node: visit(item.value, depth + 1, key) });
    }
    return entries;
  };

  try {
    return visit(contents, 0, { by, source, start: 0, end: 1 });
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

class Refused extends Error {}
