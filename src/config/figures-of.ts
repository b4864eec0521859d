import { namedLosses, type Experiment } from '../../schemas/index.ts';
import { atPath } from '../core/errors/at-path.ts';
import { baseContext, type Metric, type Registry } from '../registry/index.ts';
import type { CheckContext } from '../registry/component.ts';
import type { Figures } from '../tasks/semantic/deciding-metric.ts';

/** Names decide here, and not how many classes there are. */
const anyClasses: CheckContext['classes'] = [{ name: 'first' }, { name: 'second' }];

/**
 * What the runs of an experiment will measure, by name. Metrics are built for that, which loads nothing heavy.
 * Undefined if they can't be built, such as those of a plugin that the registry doesn't have.
 */
export async function figuresOf(
  experiment: Experiment,
  registry: Registry,
  workingDirectory: string,
  classes: CheckContext['classes'] = anyClasses,
): Promise<(Figures & { readonly metrics: readonly Metric[] }) | undefined> {
  const base = baseContext(experiment, workingDirectory);
  const context = { ...base, classes: classes.map(({ name }) => ({ name, color: [0, 0, 0] as const })) };
  const build = (item: Experiment['metrics'][number], index: number) =>
    atPath('metrics', `metrics.${index}`, () => registry.build('metric', item, context));
  const metrics = await Promise.all(experiment.metrics.map(build)).catch(() => undefined);
  if (!metrics) return undefined;
  const reported = metrics.flatMap((metric) => [metric, ...(metric.companions ?? [])]);
  return { metrics, reported, ...namedLosses(experiment) };
}
