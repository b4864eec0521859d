import { dirname, resolve } from 'node:path';
import { composeFile, type ParseCache } from './extend.ts';
import { poison } from './interpolate.ts';
import type { Override } from './override.ts';
import { parseSource, type Report } from './parse.ts';
import { readSourceText } from './source-text.ts';
import { nodeAt, whereIs, type MapNode, type Node, type Path, type ScalarNode } from './tree.ts';
import { update } from './update.ts';

/** What reading values from files takes. */
export interface ValueFiles {
  readonly workingDirectory: string;
  readonly cache: ParseCache;
  readonly report: Report;
  /** Gets the absolute path of each file that is read. */
  readonly read: Set<string>;
}

/**
 * The override with the value that its file holds, where the argument is `--set key=@file`; the path is relative to the
 * working directory. `@@text` is the text `@text`. Undefined if there is no such value, which is reported.
 */
export async function overrideFromFile(override: Override, files: ValueFiles): Promise<Override | undefined> {
  const value = await fromFile(override.value, files);
  return value && { ...override, value };
}

/**
 * The tree with each value of a sweep axis that is `@file` replaced by what the file holds; the path is relative to the
 * file that names it. A value that can't be read is reported, and no further problem with it.
 */
export async function axesFromFiles(tree: MapNode, files: ValueFiles): Promise<MapNode> {
  let filled = tree;
  for (const path of placesOfValues.flatMap((place) => matching(tree, ['sweep', ...place]))) {
    const value = nodeAt(tree, path)!;
    if (!isMarked(value)) continue;
    const read = (await fromFile(value, files)) ?? unread(value);
    filled = update(filled, path, () => read);
  }
  return filled;
}

/** Where a sweep section has values; `*` is any key or item. */
const placesOfValues = [
  ['grid', '*', '*'],
  ['zip', '*', '*'],
  ['points', '*', '*'],
  ['random', 'over', '*', 'values', '*'],
  ['include', '*', '*'],
  ['exclude', '*', '*'],
];

/** The paths of a tree that a place stands for. */
function matching(tree: MapNode, place: readonly string[]): Path[] {
  return place.reduce<Path[]>(
    (paths, part) =>
      paths.flatMap((path) => {
        const node = nodeAt(tree, path)!;
        const keys =
          node.kind === 'map' ? [...node.entries.keys()] : node.kind === 'list' ? [...node.items.keys()] : [];
        return keys.filter((key) => part === '*' || key === part).map((key) => [...path, key]);
      }),
    [[]],
  );
}

/** A text that begins with `@`. */
function isMarked(node: Node): node is ScalarNode {
  return node.kind === 'scalar' && typeof node.value === 'string' && node.value.startsWith('@');
}

function unread(node: Node): Node {
  return { kind: 'scalar', origin: node.origin, value: poison };
}

async function fromFile(node: Node, files: ValueFiles): Promise<Node | undefined> {
  if (!isMarked(node)) return node;
  const name = String(node.value).slice(1);
  if (name.startsWith('@')) return { ...node, value: name };
  const value = await readValue(name, node, files);
  if (value && (value.kind !== 'scalar' || value.value !== null)) return value;
  if (value)
    files.report({
      code: 'wrong-type',
      message: 'expected a value, got an empty file',
      where: whereIs(value.origin),
      hints: ['write what would stand after the key: a section, a list or a single value'],
    });
  return undefined;
}

/** A section may extend others, as an experiment does. */
async function readValue(name: string, by: ScalarNode, files: ValueFiles): Promise<Node | undefined> {
  const { workingDirectory, cache, report } = files;
  const { source } = by.origin;
  const path = resolve(source.path === '' ? workingDirectory : dirname(source.path), name);
  const text = await readSourceText(path, workingDirectory, whereIs(by.origin));
  if ('code' in text) {
    const hints = [...(text.hints ?? []), `for a text that begins with \`@\`, write \`@@${name}\``];
    return void report({ ...text, hints: text.code === 'file-missing' ? hints : (text.hints ?? []) });
  }
  files.read.add(path);
  const value = parseSource(text, 'file', report);
  if (value?.kind !== 'map') return value;
  const composed = await composeFile(path, workingDirectory, report, cache);
  for (const file of composed.files) files.read.add(file);
  return composed.tree;
}
