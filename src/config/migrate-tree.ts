import { currentFormat, migrate } from '../core/format/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { canonical } from './canonical.ts';
import type { Report } from './parse.ts';
import { fromPlain, nodeAt, toPlain, whereIs, withoutEntries, type Entry, type MapNode, type Node } from './tree.ts';
import { isPlainObject } from '../core/plain-object.ts';

/**
 * Migrates a file's tree to the current format and removes the key `format`. If that names an unknown format, this is
 * reported and the result is undefined. Values that a migration doesn't change keep their places; values that it writes
 * get the place of their section.
 */
export function migrateTree(tree: MapNode, absentMeans: number, report: Report): MapNode | undefined {
  const format = nodeAt(tree, ['format']);
  const own = withoutEntries(tree, (key) => key === 'format');
  if (format && !(format.kind === 'scalar' && Number.isInteger(format.value) && Number(format.value) > 0)) {
    report({
      code: 'wrong-type',
      message: 'expected the number of a known format',
      where: whereIs(format.origin),
      hints: [`leave \`format\` out, or write the newest: \`${currentFormat}\``],
    });
    return undefined;
  }
  if ((format ? toPlain(format) : absentMeans) === currentFormat) return own;
  try {
    const file = tree.origin.source.name;
    return written(own, migrate(toPlain(tree), { document: 'config', file, absentMeans })) as MapNode;
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    for (const problem of error.problems) report({ ...problem, where: whereIs((format ?? tree).origin) });
    return undefined;
  }
}

/** The tree with this content. Nodes that have the content already are kept. */
function written(node: Node, content: unknown): Node {
  if (canonical(toPlain(node)) === canonical(content)) return node;
  if (node.kind === 'list' && Array.isArray(content))
    return {
      ...node,
      items: content.map((item, index) => writtenOrNew(node.items[index], item, node)),
    };
  if (node.kind !== 'map' || !isPlainObject(content)) return { ...fromPlain(content, node.origin), before: node };
  const entries = Object.entries(content).map(([key, item]): [string, Entry] => {
    const old = node.entries.get(key);
    return [key, { key: old?.key ?? node.origin, node: writtenOrNew(old?.node, item, node) }];
  });
  return { ...node, entries: new Map(entries) };
}

function writtenOrNew(old: Node | undefined, content: unknown, section: Node): Node {
  return old ? written(old, content) : fromPlain(content, section.origin);
}
