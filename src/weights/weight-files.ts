import path from 'node:path';
import type { ComponentFile, OutlineContext } from '../registry/index.ts';
import { locateWeights, sourceOf } from './obtain-weights.ts';
import type { Published } from './published.ts';
import { tfjsLayersFiles } from './tfjs-layers.ts';

/** The files of these weights that are there: one, or `model.json` and its shards. */
export async function weightFiles(
  from: string,
  published: Published,
  context: OutlineContext,
): Promise<ComponentFile[]> {
  const source = sourceOf(from, published);
  const file = await locateWeights(source, context);
  if (file === undefined) return [];
  if (!file.endsWith('.json')) return [{ name: from, path: file }];
  const [, ...shards] = await tfjsLayersFiles(file);
  const nameOf = (shard: string) =>
    source.kind === 'path' ? path.join(path.dirname(from), shard) : `${from} ${shard}`;
  return [
    { name: from, path: file },
    ...shards.map((shard) => ({ name: nameOf(shard), path: path.join(path.dirname(file), shard) })),
  ];
}
