import { resolve } from 'node:path';
import { cacheFolder } from '../core/cache-folder.ts';
import { lossParts, type Experiment } from '../../schemas/index.ts';
import { hashFile, sha256 } from '../core/file-hash.ts';
import type { Dataset } from '../data/dataset.ts';
import { fingerprintDataset } from '../data/fingerprint/fingerprint-dataset.ts';
import { componentsIn, type Registry } from '../registry/index.ts';
import type { RunInputs } from '../runs/inputs.ts';
import { initialCheckpoint } from './initial-weights.ts';

export interface InputsOf {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly workingDirectory: string;
  readonly dataset: Pick<Dataset, 'splits'>;
  /** The content of `config.yaml`. */
  readonly yaml: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * What a run is trained with, as it is now: configuration, weights and data. Its plugins are known to who loads them.
 */
export async function inputsOf(input: InputsOf): Promise<Omit<RunInputs, 'plugins'>> {
  const { dataset, workingDirectory, yaml, onProgress } = input;
  const cache = resolve(workingDirectory, cacheFolder);
  return {
    config: sha256(yaml),
    weights: await weightsOf(input),
    data: await fingerprintDataset(dataset, { cache, ...(onProgress && { onProgress }) }),
  };
}

/** Files that can't be read are left out: whoever needs them says so. */
async function weightsOf({ experiment, registry, workingDirectory }: InputsOf): Promise<RunInputs['weights']> {
  const { model, loss, metrics, optimizer, scheduler, augmentations } = experiment;
  const losses = lossParts(loss).map(({ reference }) => reference);
  const sections = { model, losses, metrics, optimizer, scheduler, augmentations };
  const files = await Promise.all(
    componentsIn(sections, registry).map(
      async ({ component, section }) => (await component.files?.(section as never, { workingDirectory })) ?? [],
    ),
  );
  const { init_from: from } = experiment.train;
  const initial = from === undefined ? [] : [initialCheckpoint(from, workingDirectory)];
  const byName = new Map([...files.flat(), ...initial].map(({ name, path }) => [name, path]));
  const hashes = [...byName].map(async ([file, path]) => {
    const hash = await hashFile(path).catch(() => undefined);
    return hash === undefined ? [] : [{ file, sha256: hash }];
  });
  return (await Promise.all(hashes)).flat();
}
