import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { LoadOptions } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { hashFile } from '../core/file-hash.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { ClassInfo, Interpolation } from '../data/dataset.ts';
import type { Resize } from '../data/resize/placement.ts';
import type { ImageSize } from '../data/sample.ts';
import type { BatchForward } from '../predict/forward.ts';
import type { MaskValue } from '../registry/index.ts';
import { findRun } from '../runs/find-run.ts';
import { networkForward } from './network-forward.ts';
import { openExported } from './open-exported.ts';
import { openNetwork } from '../trained/open-network.ts';
import { openTrainedRun } from '../trained/open-trained-run.ts';

/** A network that answers images, wherever it comes from. */
export interface OpenModel {
  /** The name of the run's folder, or of the exported file. */
  readonly name: string;
  /** A hash of the weights' file. */
  readonly weights: string;
  /** Class 0 first. */
  readonly classes: readonly ClassInfo[];
  /** How photos were resized in training. */
  readonly resize: Resize;
  readonly interpolation: Interpolation;
  /** Present if it was trained on tiles of this size, at the photos' own resolution. */
  readonly tile?: ImageSize;
  readonly forward: BatchForward;
  /** The run's folder, absolute; an exported file has none. */
  readonly directory?: string;
  /** What the dataset's own masks store for each class, if that is known. */
  maskValues(): Promise<readonly MaskValue[] | undefined>;
  close(): Promise<void>;
}

export interface OpenModelOptions extends Omit<LoadOptions, 'overrides' | 'saved'> {
  /** The folder of runs, in which a run's name is looked for. Relative to the working directory. */
  readonly runs: string;
  /** `best`, `last`, `epoch-3`, ... Not for a file, which is one itself. */
  readonly checkpoint?: string | undefined;
}

/**
 * Opens what `name` names: a run (its folder, its name, the beginning of it, its id), a checkpoint file in a run's folder
 * (`.safetensors`), or an exported model (`.onnx`).
 * @throws TesseraError `run-missing`, `bad-checkpoint`, `bad-argument`, and as `openNetwork` does
 */
export async function openModel(name: string, options: OpenModelOptions): Promise<OpenModel> {
  const { workingDirectory, runs, checkpoint, ...rest } = options;
  const file = resolve(workingDirectory, name);
  const ending = extname(file).toLowerCase();
  if (['.onnx', '.safetensors'].includes(ending) && (await isFile(file))) {
    if (checkpoint !== undefined) throw checkpointTwice(name, checkpoint);
    if (ending === '.onnx') return openExported(file);
    const run = dirname(dirname(file));
    return openFromRun(run, basename(file, extname(file)), { ...rest, workingDirectory });
  }
  const run = await findRun(name, resolve(workingDirectory, runs), workingDirectory);
  return openFromRun(run, checkpoint ?? 'best', { ...rest, workingDirectory });
}

async function openFromRun(
  directory: string,
  checkpoint: string,
  options: Omit<LoadOptions, 'overrides' | 'saved'>,
): Promise<OpenModel> {
  const trained = await openTrainedRun(directory, options);
  const { model, classes, imageSize, interpolation } = await openNetwork(trained, checkpoint);
  const { dataset } = trained.loaded.experiment;
  return {
    name: basename(directory),
    weights: await hashFile(trained.run.checkpointFile(checkpoint)),
    classes,
    resize: { policy: trained.record.data?.resize ?? 'cover', size: imageSize, multiple: model.inputMultiple },
    ...(isPlainObject(dataset['tiles']) && { tile: imageSize }),
    interpolation,
    forward: networkForward(model),
    directory,
    async maskValues() {
      const outline = trained.loaded.registry.get('dataset', dataset.type)?.outline;
      return (await outline?.(dataset as never, { workingDirectory: trained.workingDirectory }))?.maskValues;
    },
    close: () => Promise.resolve(model.dispose()),
  };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function checkpointTwice(name: string, checkpoint: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected a run with \`--checkpoint ${checkpoint}\`, got the file ${name}`,
    hints: ['a file is one checkpoint: leave `--checkpoint` out'],
  });
}
