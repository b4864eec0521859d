import { basename } from 'node:path';
import { formatPath, nodeAt, type MapNode, type Path } from './tree.ts';

/**
 * For a section whose keys exclude each other, and which several files or arguments have written together: how to take
 * away those that the last one found there. Nothing for a section that was written in one place.
 */
export function takeAwayHints(tree: MapNode, path: Path): string[] {
  const section = nodeAt(tree, path);
  if (section?.kind !== 'map') return [];
  const entries = [...section.entries].map(([key, { key: origin }]) => ({ name: formatPath([...path, key]), origin }));
  const bySet = entries.some(({ origin }) => origin.by === 'set');
  const older = entries.filter(({ origin }) =>
    bySet ? origin.by === 'file' : origin.by === 'file' && origin.source !== section.origin.source,
  );
  if (older.length === 0 || older.length === entries.length) return [];
  return older.map(({ name, origin }) =>
    bySet
      ? `\`--set ${name}=null\` takes that one of the file away`
      : `\`drop: [${name}]\` takes away the one of ${basename(origin.source.name)}`,
  );
}
