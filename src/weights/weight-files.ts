import path from 'node:path';
import type { ComponentFile, OutlineContext } from '../registry/index.ts';
import type { EncoderWeights } from './encoder-weights.ts';
import { tfjsLayersFiles } from './tfjs-layers.ts';
import { weightsOptions, type WeightsSetting } from './weights-param.ts';

/** The files that `weights` names, with the shards of a TensorFlow.js model. */
export async function weightFiles(
  setting: WeightsSetting,
  _encoder: EncoderWeights,
  { workingDirectory }: OutlineContext,
): Promise<ComponentFile[]> {
  const { from } = weightsOptions(setting);
  const file = path.resolve(workingDirectory, from);
  if (!from.endsWith('.json')) return [{ name: from, path: file }];
  return (await tfjsLayersFiles(file)).map((name) => ({
    name: path.join(path.dirname(from), name),
    path: path.join(path.dirname(file), name),
  }));
}
