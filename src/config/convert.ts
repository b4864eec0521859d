import { isAlias, isCollection, isMap, isPair, isScalar } from 'yaml';
import type { Alias, Node as YamlNode, ParsedNode } from 'yaml';
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
  const conversion: Conversion = { source, by, report, anchors: new Map(), nodes: 0 };
  try {
    return convert(contents, { depth: 0, around: { by, source, start: 0, end: 1 } }, conversion);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** The state of one conversion. */
interface Conversion {
  readonly source: SourceText;
  readonly by: Origin['by'];
  readonly report: Report;
  /** The nodes that have a name so far. */
  readonly anchors: Map<string, YamlNode>;
  /** Nodes so far. */
  nodes: number;
}

interface Position {
  readonly depth: number;
  /** What the node is in: its place is that of a value without characters. */
  readonly around: Origin;
  /** The outermost alias that the node is expanded from. */
  readonly alias?: Origin;
}

class Refused extends Error {}

function convert(node: unknown, position: Position, conversion: Conversion): Node {
  const origin = originOf(node, position.around, conversion);
  if (++conversion.nodes > maxNodes)
    return refuse(
      position.alias ?? origin,
      'yaml-unsafe',
      `expected at most ${maxNodes} values after aliases are expanded, got more`,
      'write the values without aliases, or share them with `extends`',
      conversion,
    );
  if (position.depth > maxDepth) return refuse(origin, 'yaml-unsafe', tooDeepMessage, tooDeepHint, conversion);
  const inside: Position = { ...position, depth: position.depth + 1, around: origin };
  if (isAlias(node)) return expand(node, inside, conversion);
  const result = convertPlain(node, inside, conversion);
  if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) conversion.anchors.set(node.anchor, node);
  return result;
}

/** The value of the anchor, at the place of the alias. */
function expand({ source: name }: Alias, inside: Position, conversion: Conversion): Node {
  const { around: origin, alias = origin } = inside;
  const target = conversion.anchors.get(name);
  if (!target)
    return refuse(
      origin,
      'yaml-syntax',
      `expected an anchor above, got \`*${name}\`, which has none`,
      `mark the value to repeat with \`&${name}\`, or put a text that starts with \`*\` in quotes`,
      conversion,
    );
  return { ...convert(target, { ...inside, alias }, conversion), origin };
}

function convertPlain(node: unknown, inside: Position, conversion: Conversion): Node {
  const { around: origin } = inside;
  if (isMap(node)) return { kind: 'map', origin, entries: convertEntries(node.items, inside, conversion) };
  if (isCollection(node))
    return { kind: 'list', origin, items: node.items.map((item) => convert(item, inside, conversion)) };
  const value = isScalar(node) ? node.value : null;
  return { kind: 'scalar', origin, value: typeof value === 'bigint' ? Number(value) : ((value ?? null) as Scalar) };
}

function convertEntries(items: readonly unknown[], inside: Position, conversion: Conversion): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const item of items) {
    if (!isPair(item)) continue;
    const key = originOf(item.key, inside.around, conversion);
    entries.set(nameOf(item.key, key, entries, conversion), {
      key,
      node: convert(item.value, { ...inside, around: key }, conversion),
    });
  }
  return entries;
}

/** The text of a key that comes after these entries. */
function nameOf(node: unknown, key: Origin, entries: ReadonlyMap<string, Entry>, conversion: Conversion): string {
  if (!isScalar(node) || node.value === null)
    return refuse(
      key,
      'yaml-syntax',
      'expected a key that is a plain string',
      'write the name of a setting before the `:`',
      conversion,
    );
  const name = String(node.value);
  if (name === '__proto__')
    return refuse(key, 'yaml-unsafe', 'expected the name of a setting, got `__proto__`', 'remove it', conversion);
  const first = entries.get(name);
  if (!first) return name;
  const { line = 1 } = locate(conversion.source, first.key.start);
  const hint = `it is written in line ${line} already; remove one of them`;
  return refuse(key, 'yaml-unsafe', `expected each key once, got \`${name}\` again`, hint, conversion);
}

function originOf(node: unknown, around: Origin, { by, source }: Conversion): Origin {
  const range = (node as YamlNode | null)?.range;
  return range ? { by, source, start: range[0], end: Math.max(range[1], range[0] + 1) } : around;
}

function refuse(
  { start, end }: Origin,
  code: ErrorCode,
  message: string,
  hint: string,
  { source, report }: Conversion,
): never {
  report({ code, message, where: locate(source, start, end), hints: [hint] });
  throw new Refused();
}
