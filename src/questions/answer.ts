import type { LoadedExperiment, Question } from '../config/index.ts';
import { figuresNamed } from '../claims/figures-named.ts';
import { groupsOf } from '../claims/groups.ts';
import { judge, type Comparison, type SeedRuns, type Verdict } from '../claims/judge.ts';
import { readQuestion } from '../claims/read-question.ts';
import type { Claim } from '../claims/resolve.ts';
import { waitName } from '../claims/scope.ts';
import { groupBy } from '../core/group-by.ts';
import { listed } from '../core/listed.ts';
import { pointKey } from '../runs/seed-groups.ts';
import { spreadOf, type Spread } from '../runs/spread.ts';
import { labelOf } from '../sweep/names.ts';

/** What the runs of a question say. */
export interface Answer {
  /** The file of the question. */
  readonly file: string;
  readonly asks: string;
  /** Why it isn't answered: no claim is judged then. */
  readonly open?: string;
  readonly claims: readonly AnsweredClaim[];
  readonly points: readonly AnsweredPoint[];
}

export interface AnsweredClaim {
  readonly claim: string;
  readonly because: string;
  readonly judge: 'mean' | 'every';
  readonly verdict: Verdict;
  readonly seeds: number;
  readonly comparisons: readonly Comparison[];
  /** Whether it is about measured times, which no run repeats exactly. */
  readonly isTimed: boolean;
}

/** Points that differ in their seed only. */
export interface AnsweredPoint {
  /** Empty for an experiment in which nothing varies. */
  readonly label: string;
  /** Ids of its runs, in the order of their seeds. */
  readonly runs: readonly string[];
  /** What the claims name, by full name. */
  readonly figures: Readonly<Record<string, Spread>>;
}

type Asked = Pick<LoadedExperiment, 'file' | 'points'> & { readonly question: Question };

/** The answer of a question that was not judged. */
export function openAnswer({ file, question }: Pick<Asked, 'file' | 'question'>, open: string): Answer {
  return { file, asks: question.asks, open, claims: [], points: [] };
}

/**
 * Judges the claims of a question.
 *
 * @param measured what the run of a point measured, by full names; undefined for a point that has no result
 */
export function answerQuestion(
  { file, question, points }: Asked,
  measured: (id: string) => ReadonlyMap<string, number> | undefined,
): Answer {
  const without = points.filter(({ id }) => measured(id) === undefined);
  if (without.length > 0) {
    const have = without.length === 1 ? 'has' : 'have';
    return openAnswer(
      { file, question },
      `${without.length} of ${points.length} runs ${have} no result: ${listed(without.map(({ id }) => `\`${id}\``))}.`,
    );
  }
  const claims = question.understood ?? understandBy(question, points, (id) => [...measured(id)!.keys()]);
  if ('open' in claims) return openAnswer({ file, question }, claims.open);

  const runs = points.map((point) => ({ point, key: pointKey(point.overrides), figures: measured(point.id)! }));
  const seeds = [...groupBy(runs, ({ point }) => point.experiment.seed).values()].map((ofSeed): SeedRuns => {
    const byKey = new Map(ofSeed.map(({ key, figures }) => [key, figures]));
    return (key, figure) => byKey.get(key)?.get(figure) ?? NaN;
  });
  const names = [...new Set(claims.flatMap(figuresNamed))];
  return {
    file,
    asks: question.asks,
    claims: question.claims.map(({ claim, because, judge: over }, index): AnsweredClaim => {
      const understood = claims[index]!;
      return {
        claim,
        because,
        judge: over,
        seeds: seeds.length,
        ...judge(understood, seeds, { over, deterministic: question.deterministic }),
        isTimed: figuresNamed(understood).includes(waitName),
      };
    }),
    points: [...groupBy(runs, ({ key }) => key).values()].map((group): AnsweredPoint => {
      const [{ point }] = group as [(typeof group)[number]];
      const { seed: _, ...overrides } = point.overrides;
      return {
        label: point.label?.split(',seed=')[0] ?? labelOf({ overrides }),
        runs: group.map(({ point: { id } }) => id),
        figures: Object.fromEntries(
          names.map((name) => [name, spreadOf(group.map(({ figures }) => figures.get(name) ?? NaN))]),
        ),
      };
    }),
  };
}

/** Metrics of plugins have names that only their results tell. */
function understandBy(
  question: Question,
  points: Asked['points'],
  namesOf: (id: string) => readonly string[],
): readonly Claim[] | { readonly open: string } {
  const groups = groupsOf(points, ({ id }) => ({
    figures: namesOf(id).flatMap((name) => (name.startsWith('test/') ? [name.slice('test/'.length)] : [])),
  }));
  const { claims, flaws } = readQuestion(question, groups);
  const understood = claims.flatMap((claim) => claim ?? []);
  return understood.length === claims.length ? understood : { open: `${flaws[0]?.message}.` };
}
