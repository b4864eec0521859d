import { resolve } from 'node:path';
import type { Experiment } from '../../schemas/index.ts';
import { hashFile, sha256 } from '../core/file-hash.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { Dataset } from '../data/dataset.ts';
import { fingerprintDataset } from '../data/fingerprint/fingerprint-dataset.ts';
import { kinds, type ComponentFile, type Registry } from '../registry/index.ts';
import type { RunInputs } from '../runs/inputs.ts';

export interface InputsOf {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly workingDirectory: string;
  readonly dataset: Pick<Dataset, 'splits'>;
  /** The content of `config.yaml`. */
  readonly yaml: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Where hashes of files are kept, in the working directory. */
export const cacheFolder = '.cache/tessera';

/** What a run is trained with, as it is now: configuration, weights and data. Its plugins are known to who loads them. */
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
  const files = await filesNamed(
    { model, loss, metrics, optimizer, scheduler, augmentations },
    registry,
    workingDirectory,
  );
  const byName = new Map(files.map(({ name, path }) => [name, path]));
  const hashes = [...byName].map(async ([file, path]) => {
    const hash = await hashFile(path).catch(() => undefined);
    return hash === undefined ? [] : [{ file, sha256: hash }];
  });
  return (await Promise.all(hashes)).flat();
}

/** The files of every component in these sections, at any depth. */
async function filesNamed(value: unknown, registry: Registry, workingDirectory: string): Promise<ComponentFile[]> {
  const own: ComponentFile[] = [];
  if (isPlainObject(value) && typeof value['type'] === 'string') {
    for (const kind of kinds) {
      const component = registry.get(kind, value['type']);
      // Components of two kinds may have the same type: the section fits one of them.
      if (!component?.files || !registry.schema(component).safeParse(value).success) continue;
      own.push(...(await component.files(value as never, { workingDirectory })));
    }
  }
  const inner = Array.isArray(value) ? value : isPlainObject(value) ? Object.values(value) : [];
  const deeper = await Promise.all(inner.map((item) => filesNamed(item, registry, workingDirectory)));
  return [...own, ...deeper.flat()];
}
