import type { ClassInfo } from '../data/dataset.ts';
import type { SampleSource } from '../data/sample.ts';
import type { Logger } from '../log/logger.ts';
import { drawErrorMap } from '../log/error-map.ts';
import { drawPanel } from '../log/panel.ts';

/** Positions that are spread evenly over a split, so that every validation draws the same samples. */
export function panelSamples(splitLength: number, count: number): number[] {
  const shown = Math.min(splitLength, count);
  return Array.from({ length: shown }, (_, position) => Math.floor((position * splitLength) / shown));
}

/** Logs image | ground truth | prediction for each predicted sample, and a map of the errors if that is asked for. */
export async function logPanels(
  logger: Pick<Logger, 'image'>,
  step: number,
  samples: SampleSource,
  predictions: ReadonlyMap<number, Uint8Array>,
  { classes, errorMaps }: { readonly classes: readonly ClassInfo[]; readonly errorMaps: boolean },
): Promise<void> {
  for (const [index, prediction] of predictions) {
    const sample = { ...(await samples.read(index)), prediction, classes };
    logger.image('run', step, `panel/${sample.name}`, await drawPanel(sample));
    if (errorMaps) logger.image('run', step, `error/${sample.name}`, await drawErrorMap(sample));
  }
}
