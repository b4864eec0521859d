import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { periodInSteps, type TrainSection } from '../../schemas/index.ts';
import { namesIn } from '../core/list-folder.ts';
import type { DecidingMetric } from '../tasks/semantic/deciding-metric.ts';
import type { TrainingProgress } from './checkpoint.ts';
import type { Schedule } from './schedule.ts';

type Keep = NonNullable<TrainSection['keep']>;

/** Which further checkpoints stay, besides `last` and `best`, which always do. */
export interface CheckpointKeeping {
  /** The best validations so far, with the one of this step; nothing if the policy needs none. */
  ranked(before: TrainingProgress['ranked'], step: number, value: number): Pick<TrainingProgress, 'ranked'>;
  /** The name under which the checkpoint of this step stays; undefined if it doesn't. */
  nameOf(progress: TrainingProgress): string | undefined;
  /**
   * Deletes checkpoints of earlier steps that the policy no longer keeps. It is called when what takes their place is
   * on disk. Those of later steps stay: a run that goes on from an earlier one makes them again.
   */
  prune(progress: TrainingProgress): Promise<void>;
}

/** Without a policy, each checkpoint of `checkpoint_every` stays. */
export function checkpointKeeping(
  { keep, checkpoint_every: every }: Pick<TrainSection, 'keep' | 'checkpoint_every'>,
  schedule: Pick<Schedule, 'stepsPerEpoch' | 'isCheckpointDue'>,
  { direction }: Pick<DecidingMetric, 'direction'>,
  checkpointFile: (name: string) => string,
): CheckpointKeeping {
  const { stepsPerEpoch, isCheckpointDue } = schedule;
  const name = (step: number) => (step % stepsPerEpoch === 0 ? `epoch-${step / stepsPerEpoch}` : `step-${step}`);
  const staying = (steps: readonly number[], ranked: TrainingProgress['ranked']) =>
    keep
      ? stepsKept(steps.filter(isCheckpointDue), ranked ?? [], keep, periodInSteps(every, stepsPerEpoch))
      : new Set(steps.filter(isCheckpointDue));
  return {
    ranked(before = [], step, value) {
      if (!keep || keep.best === 1) return {};
      if (Number.isNaN(value)) return { ranked: before };
      const sign = direction === 'max' ? -1 : 1;
      const all = [...before, { step, value }].sort((a, b) => sign * (a.value - b.value) || a.step - b.step);
      return { ranked: all.slice(0, keep.best) };
    },
    nameOf({ step, ranked }) {
      return staying([step], ranked).has(step) ? name(step) : undefined;
    },
    async prune({ step, ranked }) {
      if (!keep) return;
      const steps = (await numberedIn(dirname(checkpointFile('last')), stepsPerEpoch)).filter((found) => found <= step);
      const kept = staying([...new Set([...steps, step])], ranked);
      for (const old of steps) if (!kept.has(old)) await rm(checkpointFile(name(old)), { force: true });
    },
  };
}

/**
 * The steps whose checkpoints stay: the newest, each n-th, and those of the best validations. The newest one and the
 * best one are `last` and `best` already, so a policy that asks for one of each keeps no other.
 *
 * @param due steps at which a checkpoint is due
 * @param period optimizer steps between two of them
 */
export function stepsKept(
  due: readonly number[],
  ranked: NonNullable<TrainingProgress['ranked']>,
  { best, last, every }: Keep,
  period: number,
): ReadonlySet<number> {
  const newest = last === 1 ? [] : due.toSorted((a, b) => b - a).slice(0, last);
  const regular = every === undefined ? [] : due.filter((step) => step % (every * period) === 0);
  return new Set([...newest, ...regular, ...(best === 1 ? [] : ranked.map(({ step }) => step))]);
}

/** The steps of checkpoints that are called after one. */
async function numberedIn(folder: string, stepsPerEpoch: number): Promise<number[]> {
  const names = await namesIn(folder);
  return names.flatMap((name) => {
    const [, unit, count] = /^(epoch|step)-(\d+)\.safetensors$/.exec(name) ?? [];
    return unit === undefined ? [] : [Number(count) * (unit === 'epoch' ? stepsPerEpoch : 1)];
  });
}
