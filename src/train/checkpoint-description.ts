import { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import { experimentYaml } from '../config/index.ts';
import { migrate, withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SegmentationModel } from '../registry/index.ts';
import { describeNetwork, networkDescriptionSchema } from './network-description.ts';

/** What a checkpoint says of itself, so that it can be used without its run's folder. */
export const checkpointDescriptionSchema = networkDescriptionSchema.extend({
  /** The whole experiment as YAML, of which the network is made. Secrets are references. */
  config: z.string(),
  /** The plugins that `config` names, relative to the project, by the hashes of their code. They are not inside. */
  plugins: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** Pixels of each class in the training split, from which `balanced` weights of losses come. */
  classPixels: z.array(z.int().nonnegative()),
});
export type CheckpointDescription = z.output<typeof checkpointDescriptionSchema>;

export interface DescribedRun {
  readonly id: string;
  readonly experiment: Experiment;
  readonly plugins: readonly CheckpointDescription['plugins'][number][];
}

export interface Described {
  readonly built: {
    readonly model: Pick<SegmentationModel, 'inputMultiple' | 'normalization'>;
    readonly dataset: Pick<Dataset, 'classes' | 'imageSize' | 'interpolation' | 'resize'>;
  };
  readonly classPixels: readonly number[];
}

/** The description of all checkpoints of a run. */
export function describeCheckpoint(
  { id, experiment, plugins }: DescribedRun,
  { built: { model, dataset }, classPixels }: Described,
): CheckpointDescription {
  const run = { name: experiment.name, id };
  return {
    ...describeNetwork({ ...dataset, run, model, policy: dataset.resize?.test ?? 'cover' }),
    config: experimentYaml(anywhere(experiment, plugins)),
    plugins: plugins.map(({ name, sha256 }) => ({ name, sha256 })),
    classPixels: [...classPixels],
  };
}

/** The run's folder has copies of plugins, and the machine that trained its own devices; other places have neither. */
function anywhere(experiment: Experiment, plugins: DescribedRun['plugins']): Experiment {
  return { ...experiment, plugins: plugins.map(({ name }) => name), engine: { backend: 'auto' } };
}

/** The text under the key of the metadata. */
export function encodeDescription(description: CheckpointDescription): string {
  return toJson(withFormat(description));
}

/**
 * Undefined if the text is none of a checkpoint, such as that of exported weights.
 * @throws TesseraError `newer-format` if a newer version of Tessera wrote it; SyntaxError
 */
export function parseCheckpointDescription(text: string, file: string): CheckpointDescription | undefined {
  const content = migrate(JSON.parse(text), { document: 'export', file });
  return checkpointDescriptionSchema.safeParse(content).data;
}
