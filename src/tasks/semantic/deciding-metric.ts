import { nearest, TesseraError } from '../../core/errors/index.ts';
import type { Metric } from '../../registry/index.ts';
import { beginnings, namesMeant, parseMetricName } from './metric-name.ts';

export type DecidingMetric = Pick<Metric, 'name' | 'direction'>;

/** What can decide: the metrics, the loss, and every loss that is logged under a name of its own. */
export interface Figures {
  /** Those of the experiment, in its order. */
  readonly metrics: readonly DecidingMetric[];
  /** Each metric, and figures that are shown beside it. */
  readonly reported: readonly DecidingMetric[];
  readonly loss: { readonly parts?: readonly { readonly name: string }[] };
  readonly losses: readonly { readonly name: string }[];
}

/**
 * The metric that `written` names by its name or the beginning of it, or a loss. Without `written`, the first metric.
 * @throws TesseraError `bad-value` if it names none of the experiment's figures, or several
 */
export function decidingMetric(
  { metrics, reported, loss, losses }: Figures,
  written: string | undefined,
  path = 'train.best',
): DecidingMetric {
  if (written === undefined) return metrics[0]!;
  const lossNames = ['loss', ...[...(loss.parts ?? []), ...losses].map(({ name }) => name)];
  const candidates: readonly DecidingMetric[] = [
    ...metrics,
    ...lossNames.map((name) => ({ name, direction: 'min' as const })),
  ];
  const own = candidates.map(({ name }) => name);
  const names = [...new Set([...own, ...reported.map(({ name }) => name)])];
  // A beginning means what the experiment names, and only then what is shown beside it.
  const [meant] = [own, names]
    .map((known) => namesMeant(withoutSplit(written), known))
    .filter((found) => found.length > 0);
  if (meant?.length === 1) return [...candidates, ...reported].find(({ name }) => name === meant[0])!;
  const close = nearest(withoutSplit(written), names.flatMap(beginnings));
  throw new TesseraError({
    code: 'bad-value',
    path,
    message: meant
      ? `${path} is \`${written}\`, which begins the names of ${meant.length} metrics`
      : `${path} is \`${written}\`, which is none of the experiment's metrics`,
    hints: [
      ...(close === undefined || meant ? [] : [`did you mean \`${close}\`?`]),
      `one of: ${(meant ?? names).join(', ')}`,
    ],
  });
}

/** Removes `val/` from a name such as `val/iou`, since the validation split always decides. */
function withoutSplit(written: string): string {
  return parseMetricName(written)?.split === 'val' ? written.slice('val/'.length) : written;
}
