import { tesseraVersion } from '../core/version.ts';
import { IGNORE_INDEX } from '../tasks/semantic/mask.ts';
import type { TrainedNetwork } from '../trained/open-network.ts';
import type { TrainedRun } from '../trained/open-trained-run.ts';
import type { Description } from './description.ts';

/** What an exported file says of the run that it comes from; the file adds what it takes and gives. */
export type RunDescription = Omit<Description, 'sizes' | 'input' | 'output'>;

export async function describeRun(
  { run, record }: TrainedRun,
  { model, classes, imageSize, interpolation, step }: TrainedNetwork,
  checkpoint: string,
): Promise<RunDescription> {
  const result = checkpoint === 'best' ? await run.readResult() : undefined;
  const split = result?.test ? 'test' : 'val';
  const metrics = Object.entries(result?.[split]?.metrics ?? {}).map(([name, { value }]) => [
    `${split}/${name}`,
    value,
  ]);
  const { mean, std } = model.normalization;
  return {
    name: record.name,
    id: record.id,
    checkpoint,
    step,
    classes: classes.map(({ name, color: [red, green, blue] }) => ({ name, color: [red, green, blue] })),
    ignore: IGNORE_INDEX,
    resize: { policy: record.data?.resize ?? 'cover', size: imageSize, multiple: model.inputMultiple, interpolation },
    normalization: { mean: [...mean], std: [...std] },
    metrics: Object.fromEntries(metrics) as Record<string, number>,
    version: tesseraVersion(),
  };
}
