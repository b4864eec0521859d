import { readFile } from 'node:fs/promises';
import type { Dataset } from '../data/dataset.ts';
import { inputChanges } from '../train/input-changes.ts';
import { inputsOf } from '../train/inputs.ts';
import { codeChanges, describeCode } from './code-changes.ts';
import type { TrainedRun } from './open-trained-run.ts';

/** What is different now from what a run was trained with, one line each: configuration, code, weights and data. */
export async function changesSince(trained: TrainedRun, dataset: Pick<Dataset, 'splits'>): Promise<string[]> {
  const { record, loaded, workingDirectory, run } = trained;
  if (!record.inputs)
    return loaded.plugins.length === 0 ? [] : ['this run kept no copy of its plugins: they are used as they are now'];
  const { experiment, registry } = loaded;
  const yaml = await readFile(run.configFile, 'utf8');
  const now = await inputsOf({ experiment, registry, workingDirectory, dataset, yaml });
  const rest = await inputChanges(record.inputs, now, workingDirectory);
  return [...describeCode(await codeChanges(trained)), ...rest];
}
