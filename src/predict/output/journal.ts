import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAbsent } from '../../core/exists.ts';
import { unreadable } from '../../core/json-file.ts';
import { writeFileAtomic } from '../../core/write-file.ts';

/** A line of `predictions.jsonl`: a photo whose answer is written. */
export const predictionSchema = z.strictObject({
  /** The photo's absolute path. */
  photo: z.string(),
  /** Paths within the folder of the answers; `probabilities` if they were asked for. */
  labels: z.string(),
  overlay: z.string(),
  probabilities: z.string().optional(),
  /** As viewers show the photo. */
  height: z.int().positive(),
  width: z.int().positive(),
  /** By the classes' names: the part of the pixels, and their mean probability, null if there are none. */
  classes: z.record(z.string(), z.strictObject({ share: z.number(), confidence: z.number().nullable() })),
  seconds: z.number(),
});
export type Prediction = z.output<typeof predictionSchema>;

const NAME = 'predictions.jsonl';

/**
 * The lines of a folder's `predictions.jsonl`; none if it isn't there. A last line that is not whole, as a crash leaves
 * it, is left out. @throws TesseraError `file-unreadable`
 */
export async function readJournal(folder: string): Promise<Prediction[]> {
  const file = join(folder, NAME);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return '';
    throw unreadable(file, error);
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const parsed = predictionSchema.safeParse(parse(line));
      if (!parsed.success) throw unreadable(file, new Error(`line ${index + 1} is no prediction`));
      return parsed.data;
    });
}

export interface Journal {
  /** Adds a line, which is in the file when it returns. */
  add(prediction: Prediction): Promise<void>;
  close(): Promise<void>;
}

/** Begins a journal with some lines, in place of the one that is there, to be added to. */
export async function openJournal(folder: string, kept: readonly Prediction[]): Promise<Journal> {
  const file = join(folder, NAME);
  await writeFileAtomic(file, kept.map(lineOf).join(''));
  const handle = await open(file, 'a');
  return {
    add: (prediction) => handle.appendFile(lineOf(prediction)),
    async close() {
      await handle.sync().finally(() => handle.close());
    },
  };
}

function lineOf(prediction: Prediction): string {
  return `${JSON.stringify(prediction)}\n`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
