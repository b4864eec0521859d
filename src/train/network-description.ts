import { z } from 'zod';
import { tesseraVersion } from '../core/version.ts';
import { interpolations, type Dataset } from '../data/dataset.ts';
import { resizePolicies } from '../data/resize/placement.ts';
import type { SegmentationModel } from '../registry/index.ts';
import { IGNORE_INDEX } from '../tasks/semantic/mask.ts';

const imageSize = z.object({ height: z.int().positive(), width: z.int().positive() });
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** What files with weights say of their network, so that its answers can be understood: JSON in their metadata. */
export const networkDescriptionSchema = z.object({
  /** The run's name and id. */
  name: z.string(),
  id: z.string(),
  /** Class 0 first; colours are RGB, 0 to 255. */
  classes: z.array(z.object({ name: z.string(), color: z.tuple([z.int(), z.int(), z.int()]) })),
  /** The value of pixels in masks that don't count; no answer has it. */
  ignore: z.int(),
  /** How a photo becomes an input. Height and width of the input are multiples of `multiple`. */
  resize: z.object({
    policy: z.enum(resizePolicies),
    size: imageSize,
    multiple: z.int().positive(),
    interpolation: z.enum(interpolations),
  }),
  /** Pixels enter the network as (x / 255 - mean) / std. */
  normalization: z.object({ mean: perChannel, std: perChannel }),
  /** The version of Tessera that wrote it. */
  version: z.string(),
});
export type NetworkDescription = z.output<typeof networkDescriptionSchema>;

/** The key of the metadata. */
export const descriptionKey = 'tessera';

export interface DescribedNetwork extends Pick<Dataset, 'classes' | 'imageSize' | 'interpolation'> {
  readonly run: { readonly name: string; readonly id: string };
  readonly model: Pick<SegmentationModel, 'inputMultiple' | 'normalization'>;
  /** How photos of the test split are resized. */
  readonly policy: NetworkDescription['resize']['policy'];
}

export function describeNetwork(network: DescribedNetwork): NetworkDescription {
  const { run, model, classes, imageSize: size, interpolation, policy } = network;
  const { mean, std } = model.normalization;
  return {
    name: run.name,
    id: run.id,
    classes: classes.map(({ name, color: [red, green, blue] }) => ({ name, color: [red, green, blue] })),
    ignore: IGNORE_INDEX,
    resize: { policy, size, multiple: model.inputMultiple, interpolation },
    normalization: { mean: [...mean], std: [...std] },
    version: tesseraVersion(),
  };
}
