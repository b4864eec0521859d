import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../core/exists.ts';
import { isTemporary } from '../../core/temporary-files.ts';
import type { AnsweredPhoto, PhotoTask } from '../answer-photo.ts';
import type { FoundPhoto } from '../photos/find-photos.ts';
import type { Prediction } from './journal.ts';
import type { AnswerForm } from './write-answer.ts';

/** A task, and its files as the journal names them. */
export interface NamedTask {
  readonly task: PhotoTask;
  readonly paths: Pick<Prediction, 'labels' | 'overlay' | 'probabilities'>;
}

const folders = { labels: 'labels', overlay: 'overlays', probabilities: 'probabilities' } as const;

export interface NamingOptions {
  /** The folder of the answers, absolute. */
  readonly output: string;
  readonly form: AnswerForm;
  readonly probabilities: boolean;
}

/** The task of answering a photo under a name. */
export function nameTask(
  { file }: FoundPhoto,
  name: string,
  { output, form, probabilities }: NamingOptions,
): NamedTask {
  const paths = {
    labels: `${folders.labels}/${name}.png`,
    overlay: `${folders.overlay}/${name}.png`,
    ...(probabilities && { probabilities: `${folders.probabilities}/${name}.npy` }),
  };
  const files = {
    labels: join(output, paths.labels),
    overlay: join(output, paths.overlay),
    ...(paths.probabilities !== undefined && { probabilities: join(output, paths.probabilities) }),
  };
  return { task: { photo: file, files, form }, paths };
}

/** The name of a photo's answer, from the path of its label PNG. */
export function nameOfAnswer(labels: string): string {
  return labels.slice(`${folders.labels}/`.length, -'.png'.length);
}

/** The line of `predictions.jsonl` for an answered photo. */
export function lineOf({ task: { photo, form }, paths }: NamedTask, answered: AnsweredPhoto): Prediction {
  const { height, width, shares, seconds } = answered;
  const rounded = (value: number) => Number(value.toFixed(6));
  const classes = form.classes.map(({ name }, index) => {
    const { share, confidence } = shares[index]!;
    return [name, { share: rounded(share), confidence: confidence === null ? null : rounded(confidence) }] as const;
  });
  return { photo, ...paths, height, width, classes: Object.fromEntries(classes), seconds: Number(seconds.toFixed(3)) };
}

/** Removes what a process that died left of files that it was writing. */
export async function removeUnfinished(output: string): Promise<void> {
  for (const folder of Object.values(folders)) {
    const names = await readdir(join(output, folder), { recursive: true }).catch(() => []);
    for (const name of names.filter(isTemporary)) await rm(join(output, folder, name), { force: true });
  }
}

/** The lines whose files are all there, by photo. */
export async function wholeAnswers(
  lines: readonly Prediction[],
  { output, probabilities }: { readonly output: string; readonly probabilities: boolean },
): Promise<Map<string, Prediction>> {
  const found = new Map<string, Prediction>();
  for (const line of lines) {
    if (probabilities && line.probabilities === undefined) continue;
    const wanted = [line.labels, line.overlay, ...(probabilities ? [line.probabilities!] : [])];
    const there = await Promise.all(wanted.map((file) => exists(join(output, file))));
    if (there.every(Boolean)) found.set(line.photo, line);
  }
  return found;
}
