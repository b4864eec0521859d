import type { ClassInfo } from '../data/dataset.ts';
import type { SampleSource } from '../data/sample.ts';
import { drawErrorMap } from '../log/error-map.ts';
import { drawPanel } from '../log/panel.ts';
import type { TaggedImage } from './log-images.ts';

/** Positions that are spread evenly over a split, so that every validation draws the same samples. */
export function panelSamples(splitLength: number, count: number): number[] {
  const shown = Math.min(splitLength, count);
  return Array.from({ length: shown }, (_, position) => Math.floor((position * splitLength) / shown));
}

/** Image | ground truth | prediction of each predicted sample, and a map of the errors if that is asked for. */
export async function drawPanels(
  samples: SampleSource,
  predictions: ReadonlyMap<number, Uint8Array>,
  { classes, errorMaps }: { readonly classes: readonly ClassInfo[]; readonly errorMaps: boolean },
): Promise<TaggedImage[]> {
  const drawings = [...predictions].map(async ([index, prediction]): Promise<TaggedImage[]> => {
    const sample = { ...(await samples.read(index)), prediction, classes };
    const [panel, errors] = await Promise.all([drawPanel(sample), errorMaps && drawErrorMap(sample)]);
    return [[`panel/${sample.name}`, panel], ...(errors ? [[`error/${sample.name}`, errors] as const] : [])];
  });
  return (await Promise.all(drawings)).flat();
}
