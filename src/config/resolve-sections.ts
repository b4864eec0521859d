import { z } from 'zod';
import { launchSection, sweepSection, type Experiment, type SweepSection } from '../../schemas/index.ts';
import type { ComponentSlot, Registry } from '../registry/index.ts';
import { interpolate, type Environment } from './interpolate.ts';
import type { Report } from './parse.ts';
import type { ResolveContext } from './resolve-points.ts';
import { planSearch, type LoadedSearch } from './search-plan.ts';
import { sweepPoints, type ResolvedPoint } from './sweep-points.ts';
import { withoutEntries, type MapNode, type Node } from './tree.ts';
import { validate } from './validate.ts';

/** An experiment with what its sweep makes of it. A part is absent if problems, which are reported, prevented it. */
export interface ResolvedExperiment {
  /** With its references filled in, and without `sweep`. */
  readonly tree: MapNode;
  readonly experiment?: Experiment;
  /** A search has those at the ends of its ranges. */
  readonly points: readonly ResolvedPoint[];
  readonly search?: LoadedSearch;
  readonly sweep?: SweepSection | undefined;
}

/** Fills in references and validates: the experiment, or all points of its sweep. */
export function resolveExperiment(
  set: MapNode,
  context: ResolveContext,
  registry: Registry,
  report: Report,
): ResolvedExperiment {
  const { schema, environment } = context;
  const sweep = set.entries.get('sweep');
  const base = withoutEntries(set, (key) => key === 'sweep');
  if (!sweep) {
    const tree = interpolate(base, schema, environment, report);
    return { tree, points: [], ...present(validate(tree, schema, report)) };
  }
  // The base may lack values that an axis sets, or have wrong ones: only the points have to be right.
  let isBroken = false;
  const tell: Report = (problem) => {
    isBroken = true;
    report(problem);
  };
  const section = validate(only(set, 'sweep'), z.object({ sweep: sweepSection(registry.slot) }), tell)?.sweep;
  const planned = isSearch(sweep.node) ? planSearch(base, sweep.node, section, context, tell) : undefined;
  const points = isSearch(sweep.node) ? (planned?.ends ?? []) : sweepPoints(base, sweep.node, context, tell);
  const tree = interpolate(base, schema, environment, () => undefined);
  const experiment = validate(tree, schema, points.length === 0 && !isBroken ? tell : () => undefined);
  return {
    tree,
    points,
    sweep: section,
    ...(planned && { search: planned.search }),
    ...present(experiment ?? points[0]?.experiment),
  };
}

/** The section `launch` alone: points neither have it nor differ in it. */
export function resolveLaunch(
  set: MapNode,
  { slot }: Registry,
  environment: Environment,
  report: Report,
): ComponentSlot | undefined {
  if (!set.entries.has('launch')) return undefined;
  const schema = z.object({ launch: launchSection(slot) });
  return validate(interpolate(only(set, 'launch'), schema, environment, report), schema, report)?.launch;
}

function only(tree: MapNode, section: string): MapNode {
  return withoutEntries(tree, (key) => key !== section);
}

function isSearch(sweep: Node): boolean {
  return sweep.kind === 'map' && sweep.entries.has('search');
}

function present(experiment: Experiment | undefined): { experiment?: Experiment } {
  return experiment ? { experiment } : {};
}
