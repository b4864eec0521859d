import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { hashFile } from '../core/file-hash.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { ClassInfo, Interpolation } from '../data/dataset.ts';
import type { Resize } from '../data/resize/placement.ts';
import type { ImageSize } from '../data/sample.ts';
import type { BatchForward } from '../predict/forward.ts';
import type { MaskValue } from '../registry/index.ts';
import { networkForward } from './network-forward.ts';
import { openExported } from './open-exported.ts';
import { codeChanges, describeCode } from '../trained/code-changes.ts';
import { openNetwork } from '../trained/open-network.ts';
import { openTrained, type OpenTrainedOptions } from '../trained/open-trained.ts';
import type { Trained } from '../trained/trained.ts';

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
  /** The run's folder, absolute; a file by itself has none. */
  readonly directory?: string;
  /** What has changed in the run's configuration and code since it began, one line each; absent without a run. */
  changes?(): Promise<readonly string[]>;
  /** What the dataset's own masks store for each class, if that is known. */
  maskValues(): Promise<readonly MaskValue[] | undefined>;
  close(): Promise<void>;
}

/**
 * Opens what `name` names: a run (its folder, its name, the beginning of it, its id), a checkpoint file
 * (`.safetensors`), or an exported model (`.onnx`).
 * @throws TesseraError `run-missing`, `bad-checkpoint`, `bad-argument`, and as `openNetwork` does
 */
export async function openModel(name: string, options: OpenTrainedOptions): Promise<OpenModel> {
  const file = resolve(options.workingDirectory, name);
  if (extname(file).toLowerCase() !== '.onnx' || !(await isFile(file)))
    return openOwn(await openTrained(name, options));
  if (options.checkpoint !== undefined) throw checkpointTwice(name, options.checkpoint);
  return openExported(file);
}

async function openOwn(trained: Trained): Promise<OpenModel> {
  const { model, classes, imageSize, interpolation } = await openNetwork(trained);
  const { checkpoint, data, loaded, run, workingDirectory } = trained;
  const { dataset } = loaded.experiment;
  return {
    name: run ? basename(run.run.path) : basename(checkpoint.file),
    weights: await hashFile(checkpoint.file),
    classes,
    resize: { policy: data?.resize ?? 'cover', size: imageSize, multiple: model.inputMultiple },
    ...(isPlainObject(dataset['tiles']) && { tile: imageSize }),
    interpolation,
    forward: networkForward(model),
    ...(run && {
      directory: resolve(workingDirectory, run.run.path),
      changes: async () => describeCode(await codeChanges(run)),
    }),
    async maskValues() {
      const outline = loaded.registry.get('dataset', dataset.type)?.outline;
      return (await outline?.(dataset as never, { workingDirectory }))?.maskValues;
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
