import type { ClassInfo } from '../data/dataset.ts';
import type { ImageSize } from '../data/sample.ts';
import type { ImageAnswer } from '../predict/predict-image.ts';

/** A trained network that segments photos. */
export interface Model {
  /** Name and colour of each class; a label is an index of this list. */
  readonly classes: readonly ClassInfo[];
  /**
   * Segments a photo. Several may be asked for at a time: the network takes those of one size together.
   * @param photo path of a photo file, relative to the current folder, or pixels
   * @throws TesseraError `file-missing`, `bad-image`
   */
  predict(photo: string | Pixels, options?: PredictImageOptions): Promise<ImageAnswer>;
  /** Frees the network's memory. */
  close(): Promise<void>;
}

/** An image that is decoded already. */
export interface Pixels extends ImageSize {
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly data: Uint8Array;
}

export interface PredictImageOptions {
  /** Whether the answer has the probability of each class in each pixel. */
  readonly probabilities?: boolean;
}

export interface LoadModelOptions {
  /** The folder of runs, in which a run's name is looked for. By default `runs`. */
  readonly runs?: string;
  /** `best` (the default), `last`, `epoch-3`, ..., or a checkpoint file. */
  readonly checkpoint?: string;
  /** Another size than that of the training, in the same way. */
  readonly size?: ImageSize;
  /** Sees photos in square tiles of this side, at their own resolution. */
  readonly tile?: number;
  /** What neighbouring tiles share at least, 64 by default. Their logits are blended there. */
  readonly overlap?: number;
  /** Averages over versions of each input: `flips`, `scales` or `flips,scales`. */
  readonly tta?: string;
  /** The most images of one size that the network takes at a time. By default 4. */
  readonly batchSize?: number;
}

/**
 * Opens a network that was trained: a run (its folder, its name, the beginning of it, its id), a checkpoint file
 * wherever it lies, or an exported model (`.onnx`). The answers are those of `tessera predict`.
 * @throws TesseraError `run-missing`, `bad-checkpoint`, `backend-missing`, `bad-argument`
 */
export async function loadModel(name: string, options: LoadModelOptions = {}): Promise<Model> {
  const { runs = 'runs', checkpoint, tta, batchSize = 4, ...framingOptions } = options;
  const { builtins } = await import('../components/index.ts');
  const { createRegistry } = await import('../registry/index.ts');
  const { readImage } = await import('../data/images/read-image.ts');
  const { augmentedForward } = await import('../predict/augmented-forward.ts');
  const { inBatches } = await import('../predict/batching.ts');
  const { chooseFraming } = await import('../predict/framing.ts');
  const { predictImage } = await import('../predict/predict-image.ts');
  const { noAugmentation, parseTta } = await import('../predict/tta.ts');
  const { openModel } = await import('./open-model.ts');

  const augmentation = tta === undefined ? noAugmentation : parseTta(tta);
  const model = await openModel(name, {
    registry: createRegistry(...builtins),
    workingDirectory: process.cwd(),
    environment: process.env,
    runs,
    checkpoint,
  });
  try {
    const framing = chooseFraming(model, framingOptions);
    const forward = augmentedForward(inBatches(model.forward, batchSize), augmentation, model.resize.multiple);
    return {
      classes: model.classes,
      async predict(photo, { probabilities = false } = {}) {
        const { height, width, data } = typeof photo === 'string' ? await readImage(photo) : photo;
        const image = { name: typeof photo === 'string' ? photo : 'pixels', height, width, image: data };
        return predictImage(image, { classes: model.classes.length, framing, forward, probabilities });
      },
      close: () => model.close(),
    };
  } catch (error) {
    await model.close();
    throw error;
  }
}
