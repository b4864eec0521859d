import type { Experiment } from '../../schemas/index.ts';
import type { HyperParameters } from '../log/logger.ts';

/** Sections that don't change what is learned. */
const skipped: ReadonlySet<string> = new Set(['name', 'description', 'plugins', 'engine', 'log', 'sweep']);

/**
 * The leaves of an experiment by dotted path, as TensorBoard's HParams view takes them: `optimizer.lr`,
 * `augmentations.0.p`. A list of plain values is one leaf, written `1, 2, 3`.
 */
export function hyperParametersOf(experiment: Experiment): HyperParameters {
  const kept = Object.entries(experiment).filter(([key]) => !skipped.has(key));
  return Object.fromEntries(kept.flatMap(([key, value]) => leaves(key, value)));
}

/** The leaves of any configuration by dotted path. */
export function leaves(path: string, value: unknown): [path: string, leaf: string | number | boolean][] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) return [[path, value.join(', ')]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(path === '' ? key : `${path}.${key}`, inner));
}
