import type { z } from 'zod';
import { nearest, TesseraError, type Location, type Problem } from '../core/errors/index.ts';
import { resolveFile, type Resolution, type ResolveOptions } from './resolve.ts';
import { nodeAt, toPlain, whereIs, type MapNode, type Node, type Path } from './tree.ts';
import { sortProblems } from './validate.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { schemaAlong } from './walk-schema.ts';

/** One layer (a file, an argument, an axis, a default) that wrote a value. */
export interface ExplainedLayer {
  readonly by: 'default' | 'file' | 'set' | 'axis';
  /** Where it is written; absent for a default. */
  readonly where?: Location;
  /** The value that this layer wrote, before interpolation. */
  readonly value: unknown;
}

/** Where a value comes from: the layers from the lowest to the one that decided it. */
export interface Explanation {
  readonly path: string;
  readonly value: unknown;
  readonly description?: string;
  readonly steps: readonly ExplainedLayer[];
}

export interface ExplainOptions extends ResolveOptions {
  /** Only this key, or everything under it. */
  readonly key?: string | undefined;
  /** The id of a sweep's point, to explain that instead of the sweep's base. */
  readonly point?: string | undefined;
}

/**
 * Tells for each value which layers wrote it. @throws TesseraError if the file is wrong, or has no such key or point.
 */
export async function explainExperiment(file: string, options: ExplainOptions): Promise<Explanation[]> {
  const problems: Problem[] = [];
  const resolution = await resolveFile(file, options, (problem) => problems.push(problem));
  problems.push(...resolution.notChecked);
  if (problems.length > 0) throw new TesseraError(sortProblems(problems));
  const { tree, experiment } = chooseTree(resolution, options.point);
  const all = explainTree(experiment, tree, resolution.schema);
  return options.key === undefined ? all : underKey(all, options.key);
}

/** Tells of an experiment that was resolved which layers wrote each value. `tree` is what it was resolved from. */
export function explainTree(experiment: unknown, tree: MapNode, schema: z.ZodType): Explanation[] {
  return leavesOf(experiment, []).map((path) => explainLeaf(path, experiment, tree, schema));
}

function chooseTree(
  { tree, experiment, points }: Resolution,
  id: string | undefined,
): { tree: MapNode; experiment: unknown } {
  if (id === undefined) return { tree: tree!, experiment };
  const point = points.find((candidate) => candidate.id === id);
  if (point) return { tree: point.tree(), experiment: point.experiment };
  const hints = points.length > 0 ? ['`tessera plan` lists the points of a sweep'] : ['this file has no sweep'];
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected the id of a point of the sweep, got \`${id}\``,
    hints,
  });
}

function underKey(all: readonly Explanation[], key: string): Explanation[] {
  const found = all.filter(({ path }) => path === key || path.startsWith(`${key}.`));
  if (found.length > 0) return found;
  const best = nearest(
    key,
    all.map(({ path }) => path),
  );
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a key of this experiment, got \`${key}\``,
    hints: best ? [`did you mean \`${best}\`?`] : [],
  });
}

/** Paths of all values that are not sections. A short list of plain values counts as one value. */
function leavesOf(value: unknown, path: Path): Path[] {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object'))
    return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isPlainObject(value) && Object.keys(value).length > 0)
    return Object.keys(value).flatMap((key) => leavesOf(value[key], [...path, key]));
  return value === undefined ? [] : [path];
}

function explainLeaf(path: Path, experiment: unknown, tree: MapNode, schema: z.ZodType): Explanation {
  const node = nodeAt(tree, path);
  const { schema: leafSchema, fallback } = schemaAlong(schema, path, experiment);
  const byDefault: ExplainedLayer[] = fallback === undefined ? [] : [{ by: 'default', value: fallback }];
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], experiment);
  const description = leafSchema?.description;
  return {
    path: path.join('.'),
    value,
    ...(description !== undefined && { description }),
    steps: [...byDefault, ...layers(node)],
  };
}

function layers(node: Node | undefined): ExplainedLayer[] {
  if (!node) return [];
  if (node.origin.by === 'default') return layers(node.before);
  const value = node.kind === 'scalar' ? (node.template ?? node.value) : toPlain(node);
  return [...layers(node.before), { by: node.origin.by, where: whereIs(node.origin), value }];
}
