import { lossParts, type Experiment } from '../../schemas/index.ts';
import { problemAt } from '../core/errors/at-path.ts';
import type { Problem } from '../core/errors/index.ts';
import type { CheckContext } from '../registry/component.ts';
import type { ComponentReference, Kind, Registry } from '../registry/index.ts';

/** What is wrong with losses and metrics for these classes. Each problem has the path of its key. */
export function classProblems(
  { loss, metrics, log }: Experiment,
  registry: Registry,
  classes: CheckContext['classes'],
): Problem[] {
  const check = checkWith(registry, { classes });
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
