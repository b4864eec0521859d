import { dirname } from 'node:path';
import { rm, writeFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import { makeFolder } from '../core/make-folder.ts';
import { temporaryPath } from '../core/temporary-files.ts';
import { TesseraError } from '../core/errors/index.ts';
import { type Cleanup, withCleanup } from '../core/with-cleanup.ts';
import type { Dataset } from '../data/dataset.ts';
import { moveIntoPlace } from '../core/write-file.ts';
import { writeFailed } from '../core/write-failed.ts';
import type { ImageSize } from '../data/sample.ts';
import { encodeModel, type Model, type Port } from '../engine/onnx/model.ts';
import type { LazyBackend } from '../engine/recording/lazy-backend.ts';
import { baseContext } from '../registry/index.ts';
import { checkImageSize } from '../train/preflight.ts';
import { openNetwork, type TrainedNetwork } from '../trained/open-network.ts';
import type { Trained } from '../trained/trained.ts';
import type { Agreement } from './agreement.ts';
import { compareWithRun } from './compare-with-run.ts';
import { describeRun } from './describe-run.ts';
import type { Description } from './description.ts';
import { descriptionKey } from '../train/network-description.ts';
import type { Form } from './form.ts';
import { exportNetwork, type ExportableNetwork } from './onnx/export-network.ts';
import { exportedOperatorSet } from './onnx/lower-network.ts';
import { madeInputs } from './made-inputs.ts';
import { otherSizes, readTestInputs, type TestInputs } from './test-inputs.ts';

export interface OnnxOptions extends Form {
  /** One model for each of these; without any, one for all sizes, or for the run's own where the network needs that. */
  readonly sizes?: readonly ImageSize[];
  /** Photos on which a model is compared with the run. */
  readonly photos: number;
  /** Where a model for these sizes goes. It is asked before anything is written, and throws if the file may not be. */
  readonly fileFor: (sizes: ExportableNetwork['sizes']) => Promise<string>;
  readonly observer: ExportObserver;
  readonly signal?: AbortSignal | undefined;
}

/** Calls are made in order and must not throw. */
export interface ExportObserver {
  /** Batches that were compared. */
  compared(done: number, total: number): void;
  /** Closing something failed after the error that is thrown. */
  failedLater(error: unknown): void;
}

export interface ExportedModel {
  readonly file: string;
  readonly bytes: number;
  readonly nodes: number;
  readonly operatorSet: number;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly description: Description;
  /** Why it takes one size only, though none was asked for. */
  readonly fixedBecause?: string;
  readonly compared: Pick<TestInputs, 'split' | 'photos' | 'missing'> & { readonly otherSizes: number };
  readonly agreement: Agreement;
}

/**
 * Writes the network of a run as ONNX models of standard operators. Each is opened and compared with the run's own
 * answers before it gets its name.
 * @throws TesseraError `export-failed` if the network can't be written so, or if a model answers otherwise: that file
 * is not left. As opening the network or the data does; the signal's reason if it is aborted
 */
export function exportOnnx(trained: Trained, options: OnnxOptions): Promise<ExportedModel[]> {
  return withCleanup(
    async (cleanup) => {
      const network = await openNetwork(onOnnxRuntime(trained));
      cleanup.always(() => network.model.dispose());
      const run = await describeRun(trained, network);
      const { model, imageSize } = network;
      for (const size of options.sizes ?? [])
        checkImageSize(size, model, trained.loaded.experiment.model.type, '--size');
      const exportables = await exportNetwork(model, tf.backend() as LazyBackend, imageSize, options.sizes);
      const files = await Promise.all(exportables.map(({ sizes }) => options.fileFor(sizes)));

      const photos = await openPhotos(trained, cleanup);
      const models: ExportedModel[] = [];
      for (const [index, exportable] of exportables.entries()) {
        const { sizes } = exportable;
        const description: Description = {
          ...run,
          sizes: sizes === 'free' ? sizes : [[sizes.height, sizes.width]],
          input: options.input,
          output: options.output,
        };
        const asked = {
          count: options.photos,
          multiple: model.inputMultiple,
          ...(sizes !== 'free' && { size: sizes }),
        };
        const inputs =
          'missing' in photos ? madeInputs(imageSize, photos.missing, asked) : await readTestInputs(photos, asked);
        models.push(await writeCompared(files[index]!, exportable, description, { network, inputs, options }));
      }
      return models;
    },
    (error) => options.observer.failedLater(error),
  );
}

/** The dataset, or why it can't be opened: a network is exported without it too. */
async function openPhotos(
  { loaded: { experiment, registry }, workingDirectory }: Trained,
  cleanup: Cleanup,
): Promise<Dataset | { readonly missing: string }> {
  try {
    const dataset = await registry.build('dataset', experiment.dataset, baseContext(experiment, workingDirectory));
    cleanup.always(() => dataset.storage.close());
    return dataset;
  } catch (error) {
    if (error instanceof TesseraError) return { missing: error.problems[0]!.message };
    throw error;
  }
}

interface Writing {
  readonly network: TrainedNetwork;
  readonly inputs: TestInputs;
  readonly options: OnnxOptions;
}

async function writeCompared(
  file: string,
  exportable: ExportableNetwork,
  description: Description,
  { network, inputs, options }: Writing,
): Promise<ExportedModel> {
  const model: Model = {
    ...exportable.model(options),
    metadata: { [descriptionKey]: toJson(withFormat(description)) },
  };
  const bytes = encodeModel(model);
  const others = exportable.sizes === 'free' ? otherSizes(inputs.batches[0]!, network.model.inputMultiple) : [];
  const temporary = temporaryPath(file);
  try {
    await makeFolder(dirname(file));
    await writeFile(temporary, bytes).catch((error: unknown) => {
      throw writeFailed(file, error, bytes.length);
    });
    const agreement = await compareWithRun(temporary, exportable, {
      ...options,
      network: network.model,
      classes: network.classes.length,
      batches: [...inputs.batches, ...others],
    });
    await moveIntoPlace(temporary, file);
    return {
      file,
      bytes: bytes.length,
      nodes: model.nodes.length,
      operatorSet: exportedOperatorSet,
      inputs: model.inputs,
      outputs: model.outputs,
      description,
      ...(exportable.fixedBecause !== undefined && { fixedBecause: exportable.fixedBecause }),
      compared: {
        split: inputs.split,
        photos: inputs.photos,
        ...(inputs.missing !== undefined && { missing: inputs.missing }),
        otherSizes: others.length,
      },
      agreement,
    };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Recording needs a lazy backend, and its runtime is what opens the model. */
function onOnnxRuntime(trained: Trained): Trained {
  const { experiment } = trained.loaded;
  const engine = { ...experiment.engine, backend: 'onnxruntime' as const };
  return { ...trained, loaded: { ...trained.loaded, experiment: { ...experiment, engine } } };
}
