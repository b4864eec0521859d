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
  const drawings = [...predictions].map(async ([index, prediction]) => {
    const sample = { ...(await samples.read(index)), prediction, classes };
    return [sample.name, ...(await Promise.all([drawPanel(sample), errorMaps && drawErrorMap(sample)]))] as const;
  });
  for (const [name, panel, errors] of await Promise.all(drawings)) {
    logger.image('run', step, `panel/${name}`, panel);
    if (errors) logger.image('run', step, `error/${name}`, errors);
  }
}
