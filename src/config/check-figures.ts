import type { Experiment } from '../../schemas/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { baseContext, type Registry } from '../registry/index.ts';
import type { CheckContext } from '../registry/component.ts';
import { checkMetricNames } from '../tasks/semantic/check-metric-names.ts';
import { decidingMetric } from '../tasks/semantic/deciding-metric.ts';
import { figuresOf } from './figures-of.ts';

/**
 * What is wrong with the names by which figures are meant: two metrics of one name, and a metric in `train.best`,
 * `train.early_stopping`, the scheduler or the objective of a sweep that the experiment doesn't have. Metrics are built
 * for that, which loads nothing heavy. Nothing is said of an experiment whose metrics are not in the registry, such as
 * those of a plugin.
 */
export async function figureProblems(
  experiment: Experiment,
  registry: Registry,
  workingDirectory: string,
  classes: CheckContext['classes'] | undefined,
  objective?: string,
): Promise<Problem[]> {
  const { train } = experiment;
  const base = baseContext(experiment, workingDirectory);
  const figures = await figuresOf(experiment, registry, workingDirectory, classes);
  if (!figures) return [];
  const names = problemsOf(() => checkMetricNames(figures.metrics));
  const named = (written: string | undefined, path: string) =>
    written === undefined ? [] : problemsOf(() => decidingMetric(figures, written, path));
  return [
    ...names,
    ...named(train.best, 'train.best'),
    ...named(train.early_stopping?.metric, 'train.early_stopping.metric'),
    ...named(await watchedBy(experiment, registry, base), 'scheduler.metric'),
    ...named(objective, 'sweep.objective.metric'),
  ];
}

/** The metric that the scheduler watches, if it names one. */
async function watchedBy(
  { scheduler }: Experiment,
  registry: Registry,
  base: ReturnType<typeof baseContext>,
): Promise<string | undefined> {
  const built = await registry
    .build('scheduler', scheduler, { ...base, totalSteps: 1, stepsPerEpoch: 1 })
    .catch(() => undefined);
  return built?.watches === 'best' ? undefined : built?.watches;
}

function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof TesseraError) return error.problems;
    throw error;
  }
}
