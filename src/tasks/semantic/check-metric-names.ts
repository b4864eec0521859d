import { TesseraError, type Problem } from '../../core/errors/index.ts';
import type { Metric } from '../../registry/index.ts';
import { parseMetricName } from './metric-name.ts';

/**
 * Checks that each metric has a name of its own: figures are kept and shown by name.
 * @throws TesseraError `bad-value` for a second metric of the same name, `bad-plugin` for a name of another form
 */
export function checkMetricNames(metrics: readonly Pick<Metric, 'name'>[]): void {
  const problems = metrics.flatMap(({ name }, index): Problem[] => {
    const path = `metrics.${index}`;
    const parsed = parseMetricName(name);
    if (!parsed || parsed.split !== undefined) {
      const message = `${path}: expected a metric to call itself metric/average/per, got \`${name}\``;
      return [
        { code: 'bad-plugin', path, message, hints: ['in small letters and digits, such as `dice/macro/image`'] },
      ];
    }
    const first = name === 'loss' ? 'loss' : `metrics.${metrics.findIndex((metric) => metric.name === name)}`;
    if (first === path) return [];
    const message = `${path}: expected a metric of its own name, got \`${name}\`, which is what ${first} is called`;
    return [{ code: 'bad-value', path, message, hints: ['leave it out, or change its parameters'] }];
  });
  if (problems.length > 0) throw new TesseraError(problems);
}
