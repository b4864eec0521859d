import type { LoadedSearch, SweepPoint } from '../config/index.ts';
import { createRandom } from '../core/random.ts';
import type { Search } from '../registry/index.ts';
import type { PointSource, SweepState } from './point-source.ts';
import { isGivenUp, trialOf } from './trial.ts';
import { readTrials, recordTrial, type RecordedTrial } from './trial-files.ts';

/** So often a search is asked for another place, where it proposes one that was there before or that can't run. */
const proposals = 200;

/**
 * The points of a search, each with all seeds before the next one is proposed. A proposal is a function of the
 * experiment's seed, of its number, and of how the points before it are; it is recorded before anybody can run it, so
 * that each process that works on the sweep has the same ones, and a start after a stop too.
 *
 * A point's value is the mean over its seeds when all of them have ended; before, it counts as running. If a seed of it
 * was stopped by the pruner, its further seeds don't start.
 */
export function searchSource(search: LoadedSearch, built: Search, seed: number): PointSource {
  const { trials: wanted, seeds } = search;
  const runs = runsOf(search);
  let trials: RecordedTrial[] = [];
  let isExhausted = false;
  const refresh = async (path: string) => (trials = await readTrials(path, trials));

  const propose = (sweep: SweepState): RecordedTrial | undefined => {
    const points = new Map(sweep.points().map((point) => [point.id, point]));
    const earlier = trials.flatMap((trial) => {
      const position = search.positionOf(trial.values);
      return position
        ? [
            trialOf(
              position,
              runs.of(trial).map(({ id }) => points.get(id)),
            ),
          ]
        : [];
    });
    const taken = new Set(trials.flatMap((trial) => runs.of(trial).map(({ id }) => id)));
    for (let attempt = 0; attempt < proposals; attempt++) {
      const random = createRandom(seed, 'search', trials.length, attempt);
      const values = search.valuesAt(built.propose(search.space, earlier, random));
      const point = search.point(values, 0);
      if (isPoint(point) && !taken.has(point.id)) return { values };
    }
    return undefined;
  };

  return {
    count: wanted * seeds,
    list: () => undefined,
    async known(path) {
      const all = (await refresh(path)).slice(0, wanted);
      return all.flatMap((trial, which) =>
        runs.of(trial).map((point, run) => ({ ...point, number: which * seeds + run + 1 })),
      );
    },
    async at(index, sweep) {
      const [which, run] = [Math.floor(index / seeds), index % seeds];
      while (trials.length <= which) {
        await refresh(sweep.path);
        if (trials.length > which) break;
        if (isExhausted) return undefined;
        await sweep.follow();
        const trial = propose(sweep);
        isExhausted = trial === undefined;
        if (trial) await recordTrial(sweep.path, trials.length, trial);
      }
      const own = runs.of(trials[which]!);
      const points = new Map(sweep.points().map((point) => [point.id, point]));
      if (
        isGivenUp(
          run,
          own.map(({ id }) => points.get(id)),
        )
      )
        return undefined;
      return own[run] && { ...own[run], number: index + 1 };
    },
  };
}

/** The points of each trial, one for each seed. They are made once. */
function runsOf({ seeds, point }: LoadedSearch) {
  const known = new WeakMap<RecordedTrial, readonly SweepPoint[]>();
  return {
    of(trial: RecordedTrial): readonly SweepPoint[] {
      const points =
        known.get(trial) ?? Array.from({ length: seeds }, (_, each) => point(trial.values, each)).filter(isPoint);
      known.set(trial, points);
      return points;
    },
  };
}

function isPoint(found: ReturnType<LoadedSearch['point']>): found is SweepPoint {
  return found !== 'excluded' && !Array.isArray(found);
}
