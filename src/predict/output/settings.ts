import { join } from 'node:path';
import { z } from 'zod';
import { TesseraError } from '../../core/errors/index.ts';
import { migrate, withFormat } from '../../core/format/index.ts';
import { fitting, readOwnJson, unreadable, writeJson } from '../../core/json-file.ts';

/** What every answer of a folder was made with. */
export const settingsSchema = z.strictObject({
  /** The run's folder name, or the exported file's. */
  model: z.string(),
  /** A hash of the weights' file. */
  weights: z.string(),
  /** How photos are shown to the network. */
  framing: z.string(),
  tta: z.string(),
  /** What label PNGs store: `classes` or `dataset`. */
  values: z.string(),
});
export type PredictionSettings = z.output<typeof settingsSchema>;

const NAME = 'predictions.json';

/**
 * Undefined if the folder has none. @throws TesseraError `file-unreadable`, `newer-format`
 */
export async function readSettings(folder: string): Promise<PredictionSettings | undefined> {
  const file = join(folder, NAME);
  const content = await readOwnJson(file, z.unknown());
  if (content === undefined) return undefined;
  const read = fitting(migrate(content, { document: 'predictions', file }), settingsSchema);
  if (read.state === 'invalid') throw unreadable(file, read.reason);
  return read.value;
}

export function writeSettings(folder: string, settings: PredictionSettings): Promise<void> {
  return writeJson(join(folder, NAME), withFormat(settings));
}

/** @throws TesseraError `predictions-differ` if answers that are there were made with other settings */
export function assertSame(folder: string, before: PredictionSettings, now: PredictionSettings): void {
  const keys = (Object.keys(now) as (keyof PredictionSettings)[]).filter((key) => before[key] !== now[key]);
  if (keys.length === 0) return;
  throw new TesseraError({
    code: 'predictions-differ',
    message: `expected a folder without answers, or with those of the same model and settings, got ${folder}: ${keys
      .map((key) => `its ${names[key]} is ${before[key]}, and not ${now[key]}`)
      .join('; ')}`,
    hints: ['give another folder: `--output <folder>`', 'or write all answers again: `--force`'],
  });
}

const names: Readonly<Record<keyof PredictionSettings, string>> = {
  model: 'model',
  weights: "weights' hash",
  framing: 'way of showing photos',
  tta: '`--tta`',
  values: '`--values`',
};
