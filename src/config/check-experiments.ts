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
  // Points of a sweep mostly have these sections in common, and share what is the same.
  const different = new Map<string, E>();
  const textOf = sharedTexts();
  for (const each of experiments) {
    const key = sectionsToCheck(each.experiment).map(textOf).join();
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

/** The numbers of different contents, as JSON writes them, in the order in which they came. */
function sharedTexts(): (value: unknown) => number {
  const ofObjects = new WeakMap<object, number>();
  const ofTexts = new Map<string | undefined, number>();
  return (value) => {
    const isObject = typeof value === 'object' && value !== null;
    const known = isObject ? ofObjects.get(value) : undefined;
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    const number = ofTexts.get(text) ?? ofTexts.size;
    ofTexts.set(text, number);
    if (isObject) ofObjects.set(value, number);
    return number;
  };
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
