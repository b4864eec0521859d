import { dirname } from 'node:path';
import { makeFolder } from '../../core/make-folder.ts';
import { writeFailed } from '../../core/write-failed.ts';
import { type AddPart, writePartsAtomic } from '../../core/write-file.ts';
import type { ClassInfo } from '../../data/dataset.ts';
import type { NamedImage } from '../../data/sample.ts';
import { npyHeader } from '../../data/storage/packed/npy.ts';
import { countClasses, type ClassShare } from '../class-totals.ts';
import type { Forward } from '../forward.ts';
import type { Framing } from '../framing.ts';
import { logitRows } from '../logit-rows.ts';
import { drawOverlay, storedValues, type ClassValues } from './drawing.ts';
import { pngRows } from './png-rows.ts';

/** Where an answer goes. */
export interface AnswerFiles {
  /** A PNG of the classes' values. */
  readonly labels: string;
  /** A PNG of the photo under the classes' colours. */
  readonly overlay: string;
  /** A .npy file, float32 [height, width, classes]. */
  readonly probabilities?: string;
}

export interface AnswerForm {
  readonly classes: readonly ClassInfo[];
  readonly values: ClassValues;
  readonly framing: Framing;
}

/**
 * Writes what a network says of a photo, row by row, so that a large photo needs little more memory than its pixels.
 * All files appear as a whole, or none.
 */
export async function writeAnswer(
  image: NamedImage,
  files: AnswerFiles,
  { classes, values, framing }: AnswerForm,
  forward: Forward,
): Promise<ClassShare[]> {
  const { height, width } = image;
  const totals = countClasses(classes.length);
  await Promise.all(Object.values<string>({ ...files }).map(makeFolderOf));
  await writePartsAtomic(files.labels, (addLabels) =>
    writePartsAtomic(files.overlay, (addOverlay) =>
      inFile(files.probabilities, async (addNumbers) => {
        const { channels, palette } = values;
        const labelRows = await pngRows({ height, width, channels, ...(palette && { palette }) }, addLabels);
        const overlayRows = await pngRows({ height, width, channels: 3 }, addOverlay);
        await addNumbers?.(npyHeader([height, width, classes.length], '<f4'));
        for await (const { from, count, logits } of logitRows(image, framing, forward)) {
          const probabilities = addNumbers && new Float32Array(logits.length);
          const labels = totals.add(logits, probabilities);
          const pixels = image.image.subarray(from * width * 3, (from + count) * width * 3);
          await labelRows.add(storedValues(labels, values));
          await overlayRows.add(drawOverlay(pixels, labels, classes));
          if (probabilities) await addNumbers?.(new Uint8Array(probabilities.buffer));
        }
        await labelRows.end();
        await overlayRows.end();
      }),
    ),
  );
  return totals.shares();
}

async function makeFolderOf(file: string): Promise<void> {
  try {
    await makeFolder(dirname(file));
  } catch (error) {
    throw writeFailed(file, error, 0);
  }
}

async function inFile(file: string | undefined, work: (add?: AddPart) => Promise<void>): Promise<void> {
  return file === undefined ? work() : writePartsAtomic(file, work);
}
