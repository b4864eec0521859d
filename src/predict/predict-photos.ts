import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { describeHolder, tryLease, type Lease } from '../core/lease/index.ts';
import { withCleanup } from '../core/with-cleanup.ts';
import { isUnreadable } from '../data/sources/unreadable.ts';
import type { AnsweredPhoto, PhotoTask } from './answer-photo.ts';
import { inOrder } from './in-order.ts';
import {
  lineOf,
  nameOfAnswer,
  nameTask,
  removeUnfinished,
  wholeAnswers,
  type NamedTask,
} from './output/answer-files.ts';
import { openJournal, readJournal, type Prediction } from './output/journal.ts';
import { assertSame, readSettings, writeSettings, type PredictionSettings } from './output/settings.ts';
import type { AnswerForm } from './output/write-answer.ts';
import type { FoundPhoto } from './photos/find-photos.ts';
import { nameAnswers } from './photos/name-answers.ts';

export interface PredictPhotosInput {
  readonly photos: readonly FoundPhoto[];
  /** The folder of the answers, absolute. */
  readonly output: string;
  readonly form: AnswerForm;
  readonly probabilities: boolean;
  readonly settings: PredictionSettings;
  /** Writes all answers again. */
  readonly force: boolean;
  /** Photos that are worked on at a time. */
  readonly atOnce: number;
  /** @throws TesseraError as `answerPhoto` does */
  readonly answer: (task: PhotoTask) => Promise<AnsweredPhoto>;
  readonly observer: PredictObserver;
  readonly signal?: AbortSignal | undefined;
}

/** Calls are made in order and must not throw. */
export interface PredictObserver {
  /** Before the first photo: those that have an answer, and those that are to get one. */
  started?(kept: number, toDo: number): void;
  answered?(prediction: Prediction): void;
  skipped?(photo: BadPhoto): void;
  /** Closing something failed after the error that is thrown. */
  failedLater(error: unknown): void;
}

/** A photo that can't be read. */
export interface BadPhoto {
  readonly photo: string;
  readonly problems: readonly Problem[];
}

export interface PredictedPhotos {
  /** Photos whose answers are written now, and those whose answers were there. */
  readonly answered: number;
  readonly kept: number;
  readonly bad: readonly BadPhoto[];
}

/**
 * Writes the answers of photos into a folder: `labels/`, `overlays/`, `probabilities/`, and a line for each photo in
 * `predictions.jsonl`, in the photos' order. A photo that has its line and its files is left as it is. No other process
 * writes there meanwhile.
 * @throws TesseraError `predictions-differ`, `run-busy`, `run-failed`; the signal's reason if it is aborted: what was
 * answered until then stays, and the next call goes on
 */
export function predictPhotos(input: PredictPhotosInput): Promise<PredictedPhotos> {
  return withCleanup(
    async (cleanup) => {
      const { photos, output, settings, force, observer } = input;
      const lease = await takeFolder(output);
      cleanup.always(() => lease.release());
      const before = await readSettings(output);
      if (before && !force) assertSame(output, before, settings);
      await removeUnfinished(output);
      const lines = await readJournal(output);
      const earlier = new Map(lines.map((line) => [line.photo, line]));
      const names = nameAnswers(photos, new Map(lines.map(({ photo, labels }) => [photo, nameOfAnswer(labels)])));
      const tasks = photos.map((photo, index) => nameTask(photo, names[index]!, input));
      const asked = new Set(photos.map(({ file }) => file));
      const done = force
        ? new Map<string, Prediction>()
        : await wholeAnswers(
            lines.filter(({ photo }) => asked.has(photo)),
            input,
          );
      const others = before && isSame(before, settings) ? lines.filter(({ photo }) => !asked.has(photo)) : [];
      const toDo = tasks.filter(({ task }) => !done.has(task.photo));
      observer.started?.(tasks.length - toDo.length, toDo.length);

      await writeSettings(output, settings);
      const journal = await openJournal(output, [...others, ...done.values()]);
      cleanup.always(() => journal.close());
      const bad: BadPhoto[] = [];
      const work = { work: ({ task }: NamedTask) => answerOrProblems(task, input), ...input, lost: lease.signal };
      await inOrder(toDo, work, async (named, outcome) => {
        if ('problems' in outcome) {
          bad.push({ photo: named.task.photo, problems: outcome.problems });
          observer.skipped?.(bad.at(-1)!);
          return;
        }
        await lease.assertHeld();
        const prediction = lineOf(named, outcome);
        const old = earlier.get(prediction.photo)?.probabilities;
        if (old !== undefined && old !== prediction.probabilities) await rm(join(output, old), { force: true });
        await journal.add(prediction);
        observer.answered?.(prediction);
      });
      return { answered: toDo.length - bad.length, kept: tasks.length - toDo.length, bad };
    },
    (error) => input.observer.failedLater(error),
  );
}

/** The answer, or what is wrong with the photo. Any other error is thrown. */
async function answerOrProblems(
  task: PhotoTask,
  { answer }: PredictPhotosInput,
): Promise<AnsweredPhoto | { readonly problems: readonly Problem[] }> {
  try {
    return await answer(task);
  } catch (error) {
    const isPhoto = isUnreadable(error) || (error instanceof TesseraError && error.problems[0]?.code === 'bad-size');
    if (isPhoto) return { problems: error.problems };
    throw error;
  }
}

async function takeFolder(output: string): Promise<Lease> {
  const lease = await tryLease(join(output, 'predictions.lease'));
  if (!('heldBy' in lease)) return lease;
  throw new TesseraError({
    code: 'run-busy',
    message: `${describeHolder(lease.heldBy)} is writing answers to ${output} now`,
    hints: ['wait for it, or give another folder: `--output <folder>`'],
  });
}

function isSame(a: PredictionSettings, b: PredictionSettings): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
