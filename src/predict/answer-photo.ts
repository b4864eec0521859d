import { readImage } from '../data/images/read-image.ts';
import type { ClassShare } from './class-totals.ts';
import type { Forward } from './forward.ts';
import { writeAnswer, type AnswerFiles, type AnswerForm } from './output/write-answer.ts';

/** A photo that is to be answered, and how. It can be sent to a thread. */
export interface PhotoTask {
  /** The photo's absolute path. */
  readonly photo: string;
  readonly files: AnswerFiles;
  readonly form: AnswerForm;
}

export interface AnsweredPhoto {
  readonly height: number;
  readonly width: number;
  /** Class 0 first. */
  readonly shares: readonly ClassShare[];
  /** From the beginning of decoding until the files are written, with the waiting for the network. */
  readonly seconds: number;
}

/**
 * Decodes a photo, asks the network, and writes the answer.
 * @throws TesseraError `file-missing`, `bad-image`, `run-failed`
 */
export async function answerPhoto({ photo, files, form }: PhotoTask, forward: Forward): Promise<AnsweredPhoto> {
  const start = performance.now();
  const { height, width, data } = await readImage(photo);
  const shares = await writeAnswer({ name: photo, height, width, image: data }, files, form, forward);
  return { height, width, shares, seconds: (performance.now() - start) / 1000 };
}
