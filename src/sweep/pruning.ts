import { basename, dirname, join } from 'node:path';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { objectiveSection } from '../../schemas/index.ts';
import { readOwnJson, writeJson } from '../core/json-file.ts';
import type { ComponentReference, Direction, Pruner } from '../registry/index.ts';
import type { Pruned } from '../runs/pruned.ts';
import { namesMeant } from '../tasks/semantic/metric-name.ts';
import { appendRung, otherCourses, readCourse, rungFile } from './rung-file.ts';

const prunerSchema = z.object({
  pruner: z.looseObject({ type: z.string() }),
  objective: objectiveSection.optional(),
});
/** How a sweep stops runs early: `pruner.json` in its folder, which its runs read. */
export type PrunerSettings = z.output<typeof prunerSchema>;

export function prunerFile(sweepPath: string): string {
  return join(sweepPath, 'pruner.json');
}

/** The caller must hold the sweep's lease. */
export async function writePruner(sweepPath: string, settings: PrunerSettings | undefined): Promise<void> {
  if (settings) await writeJson(prunerFile(sweepPath), settings);
  else await rm(prunerFile(sweepPath), { force: true });
}

/** What a run tells and asks. */
export interface Pruning {
  /**
   * Records a validation.
   * @param values figures by name
   * @param deciding the metric that decides, which counts if the sweep has no objective
   * @param directionOf whether more or less is better of a figure
   */
  validated(
    step: number,
    values: Readonly<Record<string, number>>,
    deciding: string,
    directionOf: (name: string) => Direction,
  ): Promise<void>;
  /** Whether the run is stopped at the validation of this step. What was said once is said again after a stop. */
  judge(step: number): Promise<Pruned | undefined>;
  /** Records that the run has trained to its end. */
  completed(): Promise<void>;
}

/**
 * The pruner of a run in a sweep's folder. Its decisions are a function of the files in which all runs of the sweep
 * record their validations: no process has to live beside the runs.
 * @param file `pruner.json` of the sweep
 * @param build builds the component
 * @throws TesseraError `file-unreadable`
 */
export async function openPruning(
  file: string,
  runPath: string,
  build: (reference: ComponentReference) => Promise<Pruner>,
): Promise<Pruning | undefined> {
  const settings = await readOwnJson(file, prunerSchema);
  if (!settings) return undefined;
  const { pruner, objective } = settings;
  const rule = await build(pruner);
  const [sweepPath, run] = [dirname(file), basename(runPath)];
  const own = rungFile(sweepPath, run);
  return {
    async validated(step, values, deciding, directionOf) {
      const written = objective?.metric.replace(/^val\//, '');
      const metric = written === undefined ? deciding : namesMeant(written, Object.keys(values))[0];
      // Names of objectives are checked before a sweep begins.
      const value = metric === undefined ? undefined : values[metric];
      if (metric === undefined || value === undefined) return;
      const { validations } = await readCourse(own);
      if (validations.some((each) => each.step === step)) return;
      await appendRung(own, { step, metric, direction: objective?.mode ?? directionOf(metric), value });
    },
    async judge(step) {
      const { validations, judged } = await readCourse(own);
      const course = validations.filter((each) => each.step <= step);
      const last = course.at(-1);
      if (last?.step !== step) return undefined;
      const said =
        judged.get(step) ??
        (await decide(
          course.map(({ value }) => value),
          last.direction,
        ));
      if (!said) return undefined;
      const { keep, cutoff, among } = said;
      if (!judged.has(step)) await appendRung(own, { judged: step, keep, cutoff, among });
      const { metric, value } = last;
      return keep ? undefined : { by: pruner.type, metric, validation: course.length, step, value, cutoff, among };
    },
    completed: () => appendRung(own, { complete: true }),
  };

  async function decide(course: readonly number[], direction: Direction) {
    const others = await otherCourses(sweepPath, run);
    const courses = others.map(({ validations, isComplete }) => ({
      values: validations.map(({ value }) => value),
      isComplete,
    }));
    return rule(course, courses, direction);
  }
}
