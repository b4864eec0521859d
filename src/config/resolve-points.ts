import type { Experiment } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import { ordered } from './check-axes.ts';
import { isExcluded } from './exclusion.ts';
import type { IdentityContext } from './identity.ts';
import { interpolate, type Environment } from './interpolate.ts';
import { applyOverride, checkPath, type Override } from './override.ts';
import type { Report } from './parse.ts';
import { identify, reportOnce, withPoint } from './point-problems.ts';
import type { Choice } from './sweep-parts.ts';
import type { MapNode } from './tree.ts';
import { validate } from './validate.ts';
import { sectionValidator } from './validate-sections.ts';

/** What all points are resolved with. */
export interface ResolveContext extends IdentityContext {
  readonly environment: Environment;
}

/** A point's tree, and what of its overrides counts there. */
export interface WrittenPoint {
  readonly tree: MapNode;
  readonly overrides: readonly Override[];
}

export interface PointResolver {
  /**
   * Writes the overrides into the base's tree. One for which `mayBeAbsent` holds is left out if there is no such key.
   */
  write(overrides: readonly Override[], mayBeAbsent?: (override: Override) => boolean): WrittenPoint;
  /**
   * Resolves and validates a point: `excluded` if the sweep leaves it out, undefined if it has problems, which are
   * reported.
   */
  resolve(
    choices: readonly Choice[],
    mayBeAbsent?: (override: Override) => boolean,
  ): { readonly experiment: Experiment; readonly overrides: readonly Override[] } | 'excluded' | undefined;
  /** The point's tree with its references filled in. */
  treeOf(overrides: readonly Override[]): MapNode;
  failed(): boolean;
  /** Entries of `exclude` that left out a point. */
  readonly used: ReadonlySet<readonly Override[]>;
}

/** After so many wrong points, the rest of a sweep is not checked. */
const maxFailures = 100;
const never = () => false;
const silent = () => undefined;

/** @param isWhole whether all axes are right: else what is missing may be what a wrong one was to set */
export function pointResolver(
  base: MapNode,
  { schema, environment }: ResolveContext,
  excluded: readonly (readonly Override[])[],
  isWhole: boolean,
  report: Report,
): PointResolver {
  // A problem that doesn't depend on the axes is reported once, not for each point.
  const everywhere = new Set<string>();
  const noteBase: Report = (problem) => everywhere.add(identify(problem));
  validate(interpolate(base, schema, environment, noteBase), schema, noteBase);

  let failures = 0;
  const once = reportOnce(report);
  const used = new Set<readonly Override[]>();
  const validateSections = sectionValidator(schema);
  const apply = rememberLast((tree, override) => applyOverride(tree, schema, override));
  const write: PointResolver['write'] = (overrides, mayBeAbsent = never) => {
    let tree = base;
    const absent = new Set<Override>();
    for (const override of ordered(overrides)) {
      if (mayBeAbsent(override) && !checkPath(tree, schema, override, 'bad-axis', silent)) absent.add(override);
      else tree = apply(tree, override);
    }
    return { tree, overrides: absent.size === 0 ? overrides : overrides.filter((each) => !absent.has(each)) };
  };
  return {
    write,
    used,
    failed: () => failures > 0,
    treeOf: (overrides) => interpolate(write(overrides).tree, schema, environment, silent),
    resolve(choices, mayBeAbsent) {
      if (failures > maxFailures) return undefined;
      const { tree, overrides } = write(
        choices.flatMap((choice) => choice.overrides),
        mayBeAbsent,
      );
      const problems: Problem[] = [];
      const note: Report = (problem) => {
        if (isWhole || problem.code !== 'missing-key') problems.push(problem);
      };
      const filled = interpolate(tree, schema, environment, note);
      const entry = excluded.find((each) => isExcluded(filled, schema, each));
      if (entry) used.add(entry);
      if (entry) return 'excluded';
      const experiment = validateSections(filled, note);
      for (const problem of problems) once(everywhere.has(identify(problem)) ? problem : withPoint(problem, overrides));
      if (problems.length > 0) failures++;
      return problems.length > 0 || !experiment ? undefined : { experiment, overrides };
    },
  };
}

type Apply = (tree: MapNode, override: Override) => MapNode;

/** Neighbours in a grid begin with the same values: the last tree that each tree became is kept. */
function rememberLast(apply: Apply): Apply {
  const last = new WeakMap<MapNode, { readonly override: Override; readonly result: MapNode }>();
  return (tree, override) => {
    const known = last.get(tree);
    if (known?.override === override) return known.result;
    const result = apply(tree, override);
    last.set(tree, { override, result });
    return result;
  };
}
