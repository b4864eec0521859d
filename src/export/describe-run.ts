import { describeNetwork } from '../train/network-description.ts';
import type { TrainedNetwork } from '../trained/open-network.ts';
import type { Trained } from '../trained/trained.ts';
import type { Description } from './description.ts';

/** What an exported file says of the run that it comes from; the file adds what it takes and gives. */
export type RunDescription = Omit<Description, 'sizes' | 'input' | 'output'>;

export async function describeRun(
  { name, id, checkpoint, data, run }: Trained,
  network: TrainedNetwork,
): Promise<RunDescription> {
  const result = checkpoint.name === 'best' ? await run?.run.readResult() : undefined;
  const split = result?.test ? 'test' : 'val';
  const metrics = Object.entries(result?.[split]?.metrics ?? {}).map(([metric, { value }]) => [
    `${split}/${metric}`,
    value,
  ]);
  return {
    ...describeNetwork({ ...network, run: { name, id }, policy: data?.resize ?? 'cover' }),
    checkpoint: checkpoint.name,
    step: network.step,
    metrics: Object.fromEntries(metrics) as Record<string, number>,
  };
}
