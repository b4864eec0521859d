import { dirname, resolve } from 'node:path';
import { currentFormat } from '../core/format/index.ts';
import { compositionKeys } from './composition-keys.ts';
import { migrateTree } from './migrate-tree.ts';
import { parseSource, type Report } from './parse.ts';
import { displayName, readSourceText, type SourceText } from './source-text.ts';
import {
  formatPath,
  nodeAt,
  parsePath,
  whereIs,
  withoutEntries,
  type ListNode,
  type MapNode,
  type Node,
  type Origin,
  type Path,
} from './tree.ts';
import { mergeNodes } from './merge.ts';
import { update } from './update.ts';

export interface Composition {
  readonly tree: MapNode | undefined;
  /** Every file that was read, parents first. */
  readonly files: readonly string[];
}

/** Files that are parsed already. Checking many files with the same parents parses each parent once. */
export type ParseCache = Map<string, Promise<{ readonly source?: SourceText; readonly tree?: Node | undefined }>>;

/** Makes `text` what a file says that isn't there by itself. `path` is absolute, and what messages name. */
export function cacheText(
  cache: ParseCache,
  path: string,
  text: string,
  workingDirectory: string,
  report: Report,
): void {
  const source: SourceText = { path, name: displayName(path, workingDirectory), text };
  const tree = parseSource(source, 'file', report);
  if (tree) cache.set(path, Promise.resolve({ source, tree }));
}

/**
 * Reads a file and its parents, and merges them: later parents over earlier ones, the file over all its parents. Before
 * that, each is migrated to the current format. `absentFormat` is the format of the file itself if it names none; a
 * parent that names none has the current format.
 */
export async function composeFile(
  file: string,
  workingDirectory: string,
  report: Report,
  cache: ParseCache = new Map(),
  absentFormat: number = currentFormat,
): Promise<Composition> {
  const files = new Set<string>();

  const compose = async (path: string, descent: readonly string[], from?: Origin): Promise<MapNode | undefined> => {
    if (descent.includes(path)) {
      const circle = [...descent.slice(descent.indexOf(path)), path].map((one) => one.slice(dirname(path).length + 1));
      report({
        code: 'extends-cycle',
        message: `expected a parent that does not extend this file, got the circle ${circle.join(' -> ')}`,
        ...(from && { where: whereIs(from) }),
        hints: ['remove one of these `extends` keys'],
      });
      return undefined;
    }
    const parsed = await parseFile(path, workingDirectory, report, cache, from);
    const root = parsed && migrateTree(parsed, from ? currentFormat : absentFormat, report);
    if (!root) return undefined;
    const parents: MapNode[] = [];
    for (const parent of parentsOf(root, report)) {
      const composed = await compose(resolve(dirname(path), parent.value), [...descent, path], parent.origin);
      if (composed) parents.push(composed);
    }
    files.add(path);
    return applyOwn(parents, root, report);
  };

  const tree = await compose(resolve(workingDirectory, file), []);
  return { tree, files: [...files] };
}

async function parseFile(
  path: string,
  workingDirectory: string,
  report: Report,
  cache: ParseCache,
  from?: Origin,
): Promise<MapNode | undefined> {
  const root = await readAndParse(path, workingDirectory, report, cache, from);
  if (!root) return undefined;
  if (root.kind === 'map') return root;
  const empty = root.kind === 'scalar' && root.value === null;
  if (empty && from) return { kind: 'map', origin: root.origin, entries: new Map() };
  report({
    code: 'wrong-type',
    message:
      'expected an experiment: keys and values, got ' +
      `${empty ? 'an empty file' : `a ${root.kind === 'list' ? 'list' : 'single value'}`}`,
    where: whereIs(root.origin),
    hints: ['start with `name: my-experiment`'],
  });
  return undefined;
}

/** Failures are not cached, since their messages name the place that asked for the file. */
async function readAndParse(
  path: string,
  workingDirectory: string,
  report: Report,
  cache: ParseCache,
  from?: Origin,
): Promise<Node | undefined> {
  const cached = await cache.get(path);
  if (cached?.tree) return cached.tree;
  const source = await readSourceText(path, workingDirectory, from && whereIs(from));
  if ('code' in source) return void report(source);
  const tree = parseSource(source, 'file', report);
  if (tree) cache.set(path, Promise.resolve({ source, tree }));
  return tree;
}

function parentsOf(root: MapNode, report: Report): { value: string; origin: Origin }[] {
  const node = root.entries.get('extends')?.node;
  if (!node) return [];
  return listOf(node).flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') return [{ value: item.value, origin: item.origin }];
    report({
      code: 'wrong-type',
      message: 'expected the path of a parent file, or a list of them',
      where: whereIs(item.origin),
      hints: ['extends: ./_base.yaml'],
    });
    return [];
  });
}

function listOf(node: Node): readonly Node[] {
  return node.kind === 'list' ? node.items : [node];
}

/** The order within one file: inherit from the parents, `drop`, merge the file's own keys, `append`. */
function applyOwn(parents: readonly MapNode[], root: MapNode, report: Report): MapNode {
  const own = withoutEntries(root, (key) => compositionKeys.includes(key));
  const nothing: MapNode = { kind: 'map', origin: own.origin, entries: new Map() };
  const inherited = parents.reduce<MapNode>((below, above) => mergeNodes(below, above) as MapNode, nothing);
  const kept = applyDrop(inherited, root.entries.get('drop')?.node, report);
  return applyAppend(mergeNodes(kept, own) as MapNode, root.entries.get('append')?.node, report);
}

function applyDrop(tree: MapNode, drop: Node | undefined, report: Report): MapNode {
  if (!drop) return tree;
  return listOf(drop).reduce<MapNode>((kept, item) => {
    const path = item.kind === 'scalar' && typeof item.value === 'string' ? parsePath(item.value) : undefined;
    if (!path)
      report({
        code: 'wrong-type',
        message: 'expected the path of an inherited key, or a list of them',
        where: whereIs(item.origin),
        hints: ['drop: [optimizer.weight_decay]'],
      });
    else if (!nodeAt(kept, path))
      report({
        code: 'bad-value',
        message: `expected an inherited key, got \`${formatPath(path)}\`, which is not inherited`,
        where: whereIs(item.origin),
        hints: ['`drop` removes a key that a parent wrote; to remove a key of this file, delete it'],
      });
    else return update(kept, path, () => undefined);
    return kept;
  }, tree);
}

function applyAppend(tree: MapNode, append: Node | undefined, report: Report): MapNode {
  if (!append) return tree;
  if (append.kind !== 'map') {
    report({
      code: 'wrong-type',
      message: 'expected a section: paths of lists, each with the items to append',
      where: whereIs(append.origin),
      hints: ['for example: `append: {augmentations: [{type: horizontal-flip}]}`'],
    });
    return tree;
  }
  return [...append.entries].reduce(
    (result, [name, { key, node }]) => appendAt(result, parsePath(name), key, node, report),
    tree,
  );
}

function appendAt(tree: MapNode, path: Path, key: Origin, more: Node, report: Report): MapNode {
  const list = nodeAt(tree, path);
  if (more.kind !== 'list') {
    report({
      code: 'wrong-type',
      message: `expected a list of items to append to \`${formatPath(path)}\``,
      where: whereIs(more.origin),
      hints: ['write it in brackets: `[...]`'],
    });
    return tree;
  }
  if (list?.kind !== 'list') {
    const got = list ? 'which is not a list' : 'which is not inherited';
    report({
      code: 'bad-value',
      message: `expected the path of an inherited list, got \`${formatPath(path)}\`, ${got}`,
      where: whereIs(key),
      hints: list
        ? ['`append` adds to lists; sections merge without it']
        : [`write \`${formatPath(path)}\` itself, without \`append\``],
    });
    return tree;
  }
  const longer: ListNode = { ...list, items: [...list.items, ...more.items] };
  return update(tree, path, () => longer);
}
