import type { Experiment } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { Registry } from '../registry/index.ts';
import { classProblems } from './check-classes.ts';
import { figureProblems } from './check-figures.ts';
import { networkProblems, weightProblems } from './check-network.ts';
import { outlineClasses } from './outline-classes.ts';

export interface CheckExperimentsContext {
  readonly registry: Registry;
  /** The components without those of plugins, whose code doesn't build anything to be checked. */
  readonly ownRegistry: Registry;
  readonly workingDirectory: string;
  /** The metric of a sweep's objective. */
  readonly objective?: string | undefined;
}

/** A problem of one of several experiments. */
export interface FoundProblem<E> {
  readonly problem: Problem;
  /** The first experiment that has it. */
  readonly of: E;
}

/**
 * What a run would refuse before it reads any data, beyond what the schemas say: each problem with the path of its key,
 * once for experiments that share it.
 */
export async function experimentProblems<E extends { readonly experiment: Experiment }>(
  experiments: readonly E[],
  context: CheckExperimentsContext,
): Promise<FoundProblem<E>[]> {
  // Points of a sweep mostly have these sections in common.
  const different = new Map<string, E>();
  for (const each of experiments) {
    const key = JSON.stringify(sectionsToCheck(each.experiment));
    if (!different.has(key)) different.set(key, each);
  }
  const found = new Map<string, FoundProblem<E>>();
  for (const each of different.values()) {
    for (const problem of await problemsOf(each.experiment, context)) {
      const key = `${problem.path} ${problem.message}`;
      if (!found.has(key)) found.set(key, { problem, of: each });
    }
  }
  return [...found.values()];
}

function sectionsToCheck({
  dataset,
  augmentations,
  model,
  loss,
  metrics,
  log,
  optimizer,
  scheduler,
  train,
}: Experiment) {
  const { best, early_stopping, freeze } = train;
  const watched = [best, early_stopping?.metric, freeze, scheduler['metric']];
  return [dataset, augmentations, model, loss, metrics, log.losses, optimizer['groups'], watched];
}

async function problemsOf(
  experiment: Experiment,
  { registry, ownRegistry, workingDirectory, objective }: CheckExperimentsContext,
): Promise<Problem[]> {
  const classes = await outlineClasses(experiment, registry, workingDirectory);
  return [
    ...(classes ? classProblems(experiment, registry, classes) : []),
    ...(await figureProblems(experiment, ownRegistry, workingDirectory, classes, objective)),
    ...networkProblems(experiment, registry),
    ...(await weightProblems(experiment, registry, workingDirectory)),
  ];
}
