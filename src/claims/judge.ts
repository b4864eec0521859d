import { confidence } from '../runs/difference.ts';
import { spreadOf, type Spread } from '../runs/spread.ts';
import { studentT } from '../runs/student-t.ts';
import { evaluate, holdsOf, type FigureOf } from './evaluate.ts';
import type { Relation } from './expression.ts';
import type { Claim } from './resolve.ts';

/** `unclear`: the seeds are too few, or too far apart. */
export type Verdict = 'holds' | 'fails' | 'unclear';

/** The figures of the runs of one seed, of all points. */
export type SeedRuns = FigureOf;

export interface JudgeOptions {
  /** `mean`: of the mean over seeds, with 95 % confidence; `every`: of each run by itself. */
  readonly over: 'mean' | 'every';
  /** Whether each seed gives the same, so that one is enough. */
  readonly deterministic: boolean;
}

/** A comparison of a claim, over the seeds. */
export interface Comparison {
  readonly relation: Relation;
  readonly left: Spread;
  readonly right: Spread;
  /** Left minus right, seed by seed: with the same seed, both sides have seen the same data in the same order. */
  readonly difference: Spread;
  /** Contains the mean difference with 95 % confidence. Absent where one seed says nothing of others. */
  readonly interval?: readonly [low: number, high: number];
  readonly verdict: Verdict;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** In the order in which the claim has them. */
  readonly comparisons: readonly Comparison[];
}

/**
 * Judges a claim by runs with several seeds. Each comparison holds if the interval of its mean difference lies wholly
 * on the side that it says, and fails if it lies wholly on the other one: a paired t-test of the seeds. `and`, `or` and
 * `not` join verdicts as Kleene's logic of three values does.
 */
export function judge(claim: Claim, seeds: readonly SeedRuns[], options: JudgeOptions): Judgement {
  switch (claim.kind) {
    case 'comparison': {
      const comparison = compare(claim, seeds, options);
      return { verdict: comparison.verdict, comparisons: [comparison] };
    }
    case 'not': {
      const { verdict, comparisons } = judge(claim.operand, seeds, options);
      return { verdict: opposite[verdict], comparisons };
    }
    case 'logic': {
      const [left, right] = [judge(claim.left, seeds, options), judge(claim.right, seeds, options)];
      const both = [left.verdict, right.verdict];
      // `or` is decided by what holds, `and` by what fails.
      const [decides, otherwise] =
        claim.operator === 'or' ? (['holds', 'fails'] as const) : (['fails', 'holds'] as const);
      const verdict = both.includes(decides) ? decides : both.includes('unclear') ? 'unclear' : otherwise;
      return { verdict, comparisons: [...left.comparisons, ...right.comparisons] };
    }
  }
}

const opposite = { holds: 'fails', fails: 'holds', unclear: 'unclear' } as const;

function compare(
  { relation, left, right }: Extract<Claim, { kind: 'comparison' }>,
  seeds: readonly SeedRuns[],
  options: JudgeOptions,
): Comparison {
  const sides = seeds.map((figureOf) => [left, right].map((side) => evaluate(side, figureOf)[0]!) as [number, number]);
  const differences = sides.map(([a, b]) => a - b);
  const difference = spreadOf(differences);
  const interval = intervalOf(difference, options.deterministic);
  const verdict = differences.some(Number.isNaN)
    ? 'unclear'
    : options.over === 'every'
      ? ofEvery(relation, differences, options.deterministic)
      : ofMean(relation, interval);
  return {
    relation,
    left: spreadOf(sides.map(([a]) => a)),
    right: spreadOf(sides.map(([, b]) => b)),
    difference,
    ...(interval && { interval }),
    verdict,
  };
}

function intervalOf({ mean, deviation, count }: Spread, deterministic: boolean): Comparison['interval'] {
  if (count === 1 && deterministic) return [mean, mean];
  if (count < 2) return undefined;
  const half = deviation === 0 ? 0 : (studentT(count - 1, confidence) * deviation) / Math.sqrt(count);
  return [mean - half, mean + half];
}

function ofMean(relation: Relation, interval: Comparison['interval']): Verdict {
  if (!interval) return 'unclear';
  const ends = interval.map((end) => holdsOf(relation, end));
  if (ends.every(Boolean)) return 'holds';
  return ends.some(Boolean) ? 'unclear' : 'fails';
}

/** One run is enough to refute, but not to show. */
function ofEvery(relation: Relation, differences: readonly number[], deterministic: boolean): Verdict {
  if (differences.some((difference) => !holdsOf(relation, difference))) return 'fails';
  return differences.length > 1 || (deterministic && differences.length === 1) ? 'holds' : 'unclear';
}
