import { lossParts, type Experiment } from '../../schemas/index.ts';
import { problemAt } from '../core/errors/at-path.ts';
import type { Problem } from '../core/errors/index.ts';
import type { CheckContext } from '../registry/component.ts';
import { componentsIn, type ComponentReference, type Kind, type Registry } from '../registry/index.ts';

/**
 * What is wrong with losses, metrics and augmentations for these classes. Each problem has the path of its key, or of
 * the augmentation that another one is a part of.
 */
export function classProblems(
  { augmentations, loss, metrics, log }: Experiment,
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
    ...augmentations.flatMap((item, index) =>
      componentsIn(item, registry).flatMap(({ section }) =>
        check('augmentation', 'augmentations', `augmentations.${index}`, section as ComponentReference),
      ),
    ),
  ];
}

function checkWith(registry: Registry, context: CheckContext) {
  return (kind: Kind, section: string, path: string, { type, ...params }: ComponentReference): Problem[] => {
    const problems = registry.get(kind, type)?.check?.(params as never, context) ?? [];
    return problems.map((problem) => problemAt(problem, section, path));
  };
}
