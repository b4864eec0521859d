import type { Experiment } from '../../schemas/index.ts';
import type { Contexts, Metric, Registry } from '../registry/index.ts';
import { checkMetricNames } from '../tasks/semantic/check-metric-names.ts';
import { atPath } from '../core/errors/at-path.ts';

export interface BuiltMetrics {
  /** Those of the experiment, in its order. */
  readonly metrics: readonly Metric[];
  /** What validation and test report: each metric, and figures that are shown beside it. */
  readonly reported: readonly Metric[];
}

/**
 * Builds the metrics of an experiment. A companion that the experiment has itself is that one.
 * @throws TesseraError as their components do, with the path of the one that is wrong
 */
export async function buildMetrics(
  { metrics: sections }: Pick<Experiment, 'metrics'>,
  registry: Registry,
  context: Omit<Contexts['metric'], 'build'>,
): Promise<BuiltMetrics> {
  const metrics = await Promise.all(
    sections.map((item, index) => atPath('metrics', `metrics.${index}`, () => registry.build('metric', item, context))),
  );
  checkMetricNames(metrics);
  const own = new Set(metrics.map(({ name }) => name));
  const reported = new Map(
    metrics
      .flatMap((metric) => [metric, ...(metric.companions ?? []).filter(({ name }) => !own.has(name))])
      .map((metric) => [metric.name, metric]),
  );
  return { metrics, reported: [...reported.values()] };
}
