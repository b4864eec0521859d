import { TesseraError } from '../core/errors/index.ts';
import { availableProcessors } from '../core/processors.ts';
import { withCleanup } from '../core/with-cleanup.ts';
import { augmentedForward } from '../predict/augmented-forward.ts';
import { inBatches } from '../predict/batching.ts';
import type { Forward } from '../predict/forward.ts';
import { chooseFraming, describeFraming, type FramingOptions } from '../predict/framing.ts';
import { classValues, type ClassValues } from '../predict/output/drawing.ts';
import { photoAnswerer } from '../predict/photo-threads.ts';
import type { FoundPhoto } from '../predict/photos/find-photos.ts';
import { predictPhotos, type PredictedPhotos, type PredictObserver } from '../predict/predict-photos.ts';
import { describeTta, noAugmentation, type TestTimeAugmentation } from '../predict/tta.ts';
import type { OpenModel } from './open-model.ts';

export interface PredictWithOptions extends FramingOptions {
  readonly photos: readonly FoundPhoto[];
  /** The folder of the answers, absolute. */
  readonly output: string;
  readonly tta?: TestTimeAugmentation | undefined;
  /** What label PNGs store. */
  readonly values: 'classes' | 'dataset';
  readonly probabilities?: boolean | undefined;
  readonly batchSize: number;
  /** Threads that decode photos and write files; without it, as many as are worth it. */
  readonly workers?: number | undefined;
  readonly force?: boolean | undefined;
  readonly observer: PredictObserver;
  readonly signal?: AbortSignal | undefined;
}

/** For fewer photos than this, threads would take longer to start than they save. */
const WORTH_THREADS = 8;
const MOST_THREADS = 4;

/**
 * Answers photos with a network, and writes the answers.
 * @throws TesseraError `bad-argument` for options that don't fit the network, and as `predictPhotos` does
 */
export function predictWith(model: OpenModel, options: PredictWithOptions): Promise<PredictedPhotos> {
  const { photos, output, tta = noAugmentation, values, batchSize, observer, signal } = options;
  return withCleanup(
    async (cleanup) => {
      const framing = chooseFraming(model, options);
      const stored = await valuesFor(model, values);
      const batched = inBatches(model.forward, batchSize);
      const asked: Forward = async (image, size) => {
        signal?.throwIfAborted();
        return batched(image, size);
      };
      const workers = options.workers ?? threadsFor(photos.length);
      const answerer = photoAnswerer(workers, augmentedForward(asked, tta, model.resize.multiple));
      cleanup.always(() => answerer.close());
      return predictPhotos({
        photos,
        output,
        form: { classes: model.classes, values: stored, framing },
        probabilities: options.probabilities ?? false,
        settings: {
          model: model.name,
          weights: model.weights,
          framing: describeFraming(framing),
          tta: describeTta(tta),
          values,
        },
        force: options.force ?? false,
        // While a batch is in the network, the next one is decoded, and files of the one before are written.
        atOnce: Math.max(2 * batchSize, 2 * workers),
        answer: (task) => answerer.answer(task),
        observer,
        signal,
      });
    },
    (error) => observer.failedLater(error),
  );
}

function threadsFor(photos: number): number {
  return photos < WORTH_THREADS ? 0 : Math.min(MOST_THREADS, availableProcessors().count);
}

/** @throws TesseraError `bad-argument` if the dataset's masks have no values that a PNG could store */
async function valuesFor(model: OpenModel, which: 'classes' | 'dataset'): Promise<ClassValues> {
  if (which === 'classes') return classValues(model.classes);
  const values = await model.maskValues();
  const isStorable = values?.every((value) => typeof value !== 'number' || (value >= 0 && value <= 255)) === true;
  if (values && isStorable) return classValues(model.classes, values);
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a dataset whose masks store a value from 0 to 255, or a colour, for each class, got ${
      values ? `the values ${values.join(', ')}` : `${model.name}, of which none are known`
    }`,
    hints: ['without `--values dataset`, label PNGs store the indices of the classes'],
  });
}
