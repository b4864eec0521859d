import type { Experiment } from '../../schemas/index.ts';
import type { CheckContext } from '../registry/component.ts';
import type { Registry } from '../registry/index.ts';

/** The classes of an experiment's data, as far as they are known before it is read; undefined if they aren't. */
export async function outlineClasses(
  { dataset }: Pick<Experiment, 'dataset'>,
  registry: Registry,
  workingDirectory: string,
): Promise<CheckContext['classes'] | undefined> {
  const outline = registry.get('dataset', dataset.type)?.outline;
  // What the outline itself finds wrong is told when the dataset is built.
  const known = await Promise.resolve()
    .then(() => outline?.(dataset as never, { workingDirectory }))
    .catch(() => undefined);
  return known?.classes;
}
