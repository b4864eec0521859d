import type { Experiment } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import { expandGrid, gridSize } from '../sweep/grid.ts';
import { describeOverrides } from '../sweep/names.ts';
import { canonical } from './canonical.ts';
import { checkParts, checkSeeds, unitsOf } from './check-parts.ts';
import { experimentYaml } from './experiment-yaml.ts';
import { experimentId, identityText, type IdentityContext } from './identity.ts';
import { interpolate } from './interpolate.ts';
import { leftOutOfId } from './left-out.ts';
import type { Override } from './override.ts';
import type { Report } from './parse.ts';
import { plainOverrides } from './point-problems.ts';
import { conditionalKeys, probePoints } from './probe-points.ts';
import { pointResolver, type PointResolver, type ResolveContext } from './resolve-points.ts';
import { drawChoice, readSweepParts, seedsFactor, type Choice, type SweepParts } from './sweep-parts.ts';
import { nodeAt, toPlain, whereIs, type MapNode, type Node } from './tree.ts';
import { childSchema } from './walk-schema.ts';

export interface SweepPoint {
  readonly id: string;
  /** Its number in the sweep, from 1, where the source of the points says it. */
  readonly number?: number;
  /** The axes' values by path. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Present if it has a name in the sweep: that name, and what varies beside it. */
  readonly label?: string;
  readonly experiment: Experiment;
  /** This point's resolved configuration, as in `LoadedExperiment.yaml`. */
  readonly yaml: string;
}

/** A point whose tree can be made again, to explain its values. */
export interface ResolvedPoint extends SweepPoint {
  /** Makes the point's tree again: trees of all points would take too much memory. */
  tree(): MapNode;
}

const maxPoints = 100_000;
/** For each point that is wanted, so many draws may repeat others or be excluded. */
const drawsPerPoint = 20;

/**
 * All points of a sweep, each resolved and validated. Points with the same content are one point. A key that the
 * component of a point doesn't have does not vary there.
 */
export function sweepPoints(tree: MapNode, sweep: Node, context: ResolveContext, report: Report): ResolvedPoint[] {
  let isWhole = childSchema(context.schema, 'sweep', undefined)!.safeParse(toPlain(sweep)).success;
  const tell: Report = (problem) => {
    isWhole = false;
    report(problem);
  };
  const parts = checkParts(readSweepParts(sweep, tell), tree, context.schema, tell);
  const seeds = checkSeeds(seedsFactor(sweep, seedOf(tree, context)), parts, tell);
  const combines = parts.factors.length > 0 || parts.random !== undefined || parts.included.length === 0;
  const factors = combines ? [...parts.factors, ...seeds] : [{ values: [] }];
  const size = gridSize(factors) * (parts.random?.points ?? 1) + parts.included.length * gridSize(seeds);
  if (size > maxPoints) tell(tooMany(size, sweep));

  const resolver = pointResolver(tree, context, parts.excluded, isWhole, report);
  const units = [...unitsOf(parts), ...seeds];
  const mayBeAbsent = conditionalKeys(units);
  const counts = ({ overrides }: Choice, combination: readonly Choice[]) => {
    const written = resolver.write(
      combination.flatMap((choice) => choice.overrides),
      mayBeAbsent,
    );
    return overrides.every((override) => written.overrides.includes(override));
  };
  const probes = units.every(({ values }) => values.length > 0) ? probePoints(units, counts) : [];
  for (const probe of units.length === 0 && parts.included.length === 0 ? [[]] : probes)
    resolver.resolve(probe, mayBeAbsent);
  for (const choice of parts.included) resolver.resolve([choice]);
  if (resolver.failed() || !isWhole) return [];

  const found = new PointSet(resolver, context);
  const grid = expandGrid(factors);
  const drawn = drawPoints(parts, (draw) => grid.filter((choices) => found.add([...draw, ...choices], mayBeAbsent)));
  for (const choices of expandGrid([{ values: parts.included }, ...seeds])) found.add(choices);
  for (const problem of [...found.clashes, ...missing(sweep, parts, resolver, drawn)])
    tell({ where: whereIs(sweep.origin), ...problem });
  return isWhole ? found.points() : [];
}

/** The points so far, each id once. */
class PointSet {
  readonly clashes: Problem[] = [];
  readonly #points = new Map<string, ResolvedPoint>();
  readonly #resolver: PointResolver;
  readonly #context: ResolveContext;

  constructor(resolver: PointResolver, context: ResolveContext) {
    this.#resolver = resolver;
    this.#context = context;
  }

  points(): ResolvedPoint[] {
    return [...this.#points.values()];
  }

  /** Whether this is another point than those so far, or a wrong one. */
  add(choices: readonly Choice[], mayBeAbsent?: (override: Override) => boolean): boolean {
    const resolved = this.#resolver.resolve(choices, mayBeAbsent);
    if (resolved === 'excluded' || this.clashes.length > 0) return false;
    if (!resolved) return true;
    const { experiment, overrides } = resolved;
    const id = experimentId(experiment, this.#context);
    const same = this.#points.get(id);
    const clash = same && clashOf(same, { id, experiment }, this.#context);
    if (clash) this.clashes.push(clash);
    if (!same)
      this.#points.set(id, createPoint(id, experiment, overrides, labelOf(choices, overrides), this.#resolver));
    return !same;
  }
}

interface Drawn {
  readonly points: number;
  readonly draws: number;
}

/** Adds the points of each draw, until enough draws gave another point. Without random points, once without a draw. */
function drawPoints({ random }: SweepParts, add: (draw: readonly Choice[]) => readonly unknown[]): Drawn {
  if (!random) return { points: add([]).length, draws: 0 };
  let [points, draws] = [0, 0];
  for (; points < random.points && draws < random.points * drawsPerPoint + 100; draws++)
    if (add([drawChoice(random, draws)]).length > 0) points++;
  return { points, draws };
}

/** What a sweep asked for and doesn't have. */
function missing(
  sweep: Node,
  { random, excluded }: SweepParts,
  { used, failed }: PointResolver,
  drawn: Drawn,
): Problem[] {
  if (failed()) return [];
  const problems: Problem[] = [];
  if (random && drawn.points < random.points)
    problems.push({
      code: 'bad-axis',
      message:
        `expected ${random.points} different points at random, found only ${drawn.points} in ` + `${drawn.draws} draws`,
      where: whereIs(nodeAt(sweep, ['random', 'points'])!.origin),
      hints: [`write \`points: ${drawn.points}\`, or draw from more values`],
    });
  for (const entry of excluded)
    if (!random && !used.has(entry))
      problems.push({
        code: 'bad-axis',
        message: 'expected a combination of this sweep, got one that no point has',
        ...(entry[0] && { where: whereIs(entry[0].key) }),
        hints: ['remove it, or correct its values'],
      });
  if (!random && drawn.points === 0 && used.size > 0)
    problems.push({ code: 'bad-axis', message: 'expected at least one point, got none: `exclude` leaves out all' });
  return problems;
}

function tooMany(size: number, sweep: Node): Problem {
  return {
    code: 'bad-axis',
    message: `expected at most ${maxPoints} points, got ${size}`,
    where: whereIs(sweep.origin),
    hints: ['leave out values, or split the sweep'],
  };
}

/** The experiment's own seed. A wrong one is reported elsewhere. */
export function seedOf(tree: MapNode, { schema, environment }: ResolveContext): number {
  const node = nodeAt(
    interpolate(tree, schema, environment, () => undefined),
    ['seed'],
  );
  const seed = node && toPlain(node);
  return typeof seed === 'number' ? seed : 0;
}

/** The problem with two points that have the same id but different content; undefined if their content is the same. */
export function clashOf(
  a: Pick<SweepPoint, 'id' | 'experiment'>,
  b: Pick<SweepPoint, 'id' | 'experiment'>,
  context: IdentityContext,
): Pick<Problem, 'code' | 'message' | 'hints'> | undefined {
  if (canonical(a.experiment) === canonical(b.experiment)) return undefined;
  if (identityText(a.experiment, context) !== identityText(b.experiment, context))
    return {
      code: 'bad-axis',
      message: `expected an id of its own for each point, got \`${a.id}\` for two different points by chance`,
      hints: ['change a value of the base, such as `seed`: this changes all ids'],
    };
  return {
    code: 'bad-axis',
    message:
      "expected points that learn something different, got two that differ only in keys that a run's id leaves " +
      `out (\`${a.id}\`)`,
    hints: [`no axis can vary ${leftOutOfId.map(({ path }) => `\`${path}\``).join(', ')}`],
  };
}

export function createPoint(
  id: string,
  experiment: Experiment,
  overrides: readonly Override[],
  label: string | undefined,
  resolver: PointResolver,
): ResolvedPoint {
  let yaml: string | undefined;
  return {
    id,
    overrides: plainOverrides(overrides),
    ...(label !== undefined && { label }),
    experiment,
    tree: () => resolver.treeOf(overrides),
    get yaml() {
      return (yaml ??= experimentYaml(experiment));
    },
  };
}

/** `baseline, optimizer.lr=0.1`, if one of the choices has a name. */
function labelOf(choices: readonly Choice[], overrides: readonly Override[]): string | undefined {
  const named = choices.find(({ name }) => name !== undefined);
  if (!named) return undefined;
  const rest = plainOverrides(overrides.filter((override) => !named.overrides.includes(override)));
  return [named.name, describeOverrides(rest)].filter((part) => part !== '').join(',');
}
