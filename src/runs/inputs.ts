import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const splitInputs = z.object({ samples: z.int().nonnegative(), sha256 });

/** What a run is trained with, by SHA-256. Equal hashes mean equal content, wherever it lies and however old it is. */
export const inputsSchema = z.object({
  /** `config.yaml`, as it was written. */
  config: sha256,
  /** The code of each plugin, with the local modules and the versions of the packages that it imports. */
  plugins: z.array(z.object({ name: z.string(), sha256 })),
  /** Files from which components start, such as the weights of an encoder. Paths are as the configuration has them. */
  weights: z.array(z.object({ file: z.string(), sha256 })),
  data: z.object({
    /** `files`: photos and masks by their content. `names`: samples that are not files, by their names. */
    by: z.enum(['files', 'names']),
    train: splitInputs,
    val: splitInputs,
    test: splitInputs,
  }),
});
export type RunInputs = z.output<typeof inputsSchema>;

export interface InputChange {
  readonly what: 'config' | 'plugin' | 'weights' | 'data';
  /** One line: what was, and what is. */
  readonly message: string;
}

/** What differs between the inputs that a run recorded and those of now. Plugins are left out: a run keeps its own. */
export function changesOf(before: RunInputs, now: Omit<RunInputs, 'plugins'>): InputChange[] {
  const config: InputChange[] =
    before.config === now.config ? [] : [{ what: 'config', message: 'config.yaml was edited after the run began' }];
  const weights = before.weights.flatMap(({ file, sha256: old }): InputChange[] => {
    const found = now.weights.find((candidate) => candidate.file === file);
    if (found?.sha256 === old) return [];
    return [{ what: 'weights', message: found ? `${file} has other content` : `${file} can't be read` }];
  });
  const splits = before.data.by === now.data.by ? (['train', 'val', 'test'] as const) : [];
  const data = splits.flatMap((split): InputChange[] => {
    const [old, current] = [before.data[split], now.data[split]];
    if (old.sha256 === current.sha256) return [];
    const number = `${current.samples} ${current.samples === 1 ? 'sample' : 'samples'}`;
    const count = old.samples === current.samples ? 'other samples' : `${number}, it had ${old.samples}`;
    return [{ what: 'data', message: `the ${split} split has ${count}` }];
  });
  return [...config, ...weights, ...data];
}
