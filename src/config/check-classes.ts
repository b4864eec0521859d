import { lossParts, type Experiment } from '../../schemas/index.ts';
import { problemAt } from '../core/errors/at-path.ts';
import type { Problem } from '../core/errors/index.ts';
import type { CheckContext } from '../registry/component.ts';
import type { ComponentReference, Kind, Registry } from '../registry/index.ts';

export interface CheckClassesContext {
  readonly registry: Registry;
  readonly workingDirectory: string;
}

/**
 * What is wrong with losses and metrics for the dataset's classes, where those are known without its files. Each problem
 * has the path of its key, and is told once for experiments that share it.
 */
export async function classProblems(
  experiments: readonly Experiment[],
  context: CheckClassesContext,
): Promise<Problem[]> {
  // Points of a sweep mostly have these sections in common.
  const different = new Map(
    experiments.map((experiment) => {
      const { dataset, loss, metrics, log } = experiment;
      return [JSON.stringify([dataset, loss, metrics, log.losses]), experiment];
    }),
  );
  const problems = new Map<string, Problem>();
  for (const experiment of different.values())
    for (const problem of await problemsOf(experiment, context))
      problems.set(`${problem.path} ${problem.message}`, problem);
  return [...problems.values()];
}

async function problemsOf(
  { dataset, loss, metrics, log }: Experiment,
  { registry, workingDirectory }: CheckClassesContext,
): Promise<Problem[]> {
  const outline = registry.get('dataset', dataset.type)?.outline;
  // What the outline itself finds wrong is told when the dataset is built.
  const known = await Promise.resolve()
    .then(() => outline?.(dataset as never, { workingDirectory }))
    .catch(() => undefined);
  if (!known) return [];
  const check = checkWith(registry, { classes: known.classes });
  return [
    ...lossParts(loss).flatMap(({ path, reference }) => check('loss', 'loss', path, reference)),
    ...log.losses.flatMap((item, index) =>
      typeof item === 'string' ? [] : check('loss', 'loss', `log.losses.${index}`, item),
    ),
    ...metrics.flatMap((item, index) => check('metric', 'metrics', `metrics.${index}`, item)),
  ];
}

function checkWith(registry: Registry, context: CheckContext) {
  return (kind: Kind, section: string, path: string, { type, ...params }: ComponentReference): Problem[] => {
    const problems = registry.get(kind, type)?.check?.(params as never, context) ?? [];
    return problems.map((problem) => problemAt(problem, section, path));
  };
}
