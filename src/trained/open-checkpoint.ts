import { basename, dirname } from 'node:path';
import { loadExperiment, type LoadOptions } from '../config/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { runDirectory } from '../runs/directory.ts';
import { readCheckpointHeader } from '../train/checkpoint.ts';
import type { CheckpointDescription } from '../train/checkpoint-description.ts';
import { openTrainedRun } from './open-trained-run.ts';
import { checkpointOf, type ReloadChanges, type Trained } from './trained.ts';

/**
 * Opens a checkpoint file, wherever it lies. In the folder of its run, it is that run's; elsewhere what it says of
 * itself is enough, with the plugins of the working directory if it was trained with some.
 * @param file absolute
 * @param shownAs what messages call it
 * @throws TesseraError `bad-checkpoint`, also for one of an earlier version that isn't in its run's folder;
 * `bad-plugin`
 */
export async function openCheckpoint(
  file: string,
  shownAs: string,
  options: Omit<LoadOptions, 'overrides' | 'saved' | 'text'>,
): Promise<Trained> {
  const { description } = await readCheckpointHeader(file);
  const folder = dirname(dirname(file));
  const record = await runDirectory(folder).readRecord();
  const isOfRun = record && (!description || description.id === record.id);
  const checkpoint = { name: isOfRun ? basename(file, '.safetensors') : shownAs, file };
  if (isOfRun) return { ...checkpointOf(await openTrainedRun(folder, options)), checkpoint };
  if (!description) throw saysTooLittle(shownAs);

  const { name, id, config: text, classes, resize, classPixels } = description;
  const reload = (changes: ReloadChanges) =>
    loadExperiment(`${file}/config.yaml`, { ...options, ...changes, text, saved: true });
  const loaded = await reload({});
  const otherCode = description.plugins.filter((plugin) => !hasCode(plugin, loaded.plugins));
  if (otherCode.length > 0) throw new TesseraError(otherCode.map((plugin) => isOther(plugin, shownAs)));
  const { policy, size: imageSize, interpolation } = resize;
  return {
    name,
    id,
    checkpoint,
    data: { classes, imageSize, interpolation, resize: policy, classPixels },
    loaded,
    reload,
    workingDirectory: options.workingDirectory,
  };
}

type PluginCode = CheckpointDescription['plugins'][number];

function hasCode({ name, sha256 }: PluginCode, loaded: readonly PluginCode[]): boolean {
  return loaded.some((plugin) => plugin.name === name && plugin.sha256 === sha256);
}

function isOther({ name }: PluginCode, checkpoint: string): Problem {
  return {
    code: 'bad-plugin',
    message: `expected the code of \`${name}\` with which ${checkpoint} was trained, got other code`,
    hints: ['name the run instead: its folder has a copy of that code'],
  };
}

function saysTooLittle(file: string): TesseraError {
  return new TesseraError({
    code: 'bad-checkpoint',
    message: `expected a checkpoint that says what it is, got ${file}: an earlier version of Tessera saved it`,
    hints: ["put it into the folder `checkpoints` of its run, and name it there: the run's files say the rest"],
  });
}
