import { appendFile, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isAbsent } from '../core/exists.ts';
import { jsonNumber, toJson } from '../core/json.ts';
import { unreadable } from '../core/json-file.ts';
import { makeFolder } from '../core/make-folder.ts';
import { mapLimited } from '../core/map-limited.ts';
import { writeFailed } from '../core/write-failed.ts';
import { directionSchema } from '../runs/result.ts';

/** A line of a run's file: what a validation gave, what was decided there, or that training came to its end. */
const validationSchema = z.object({
  step: z.int(),
  metric: z.string(),
  direction: directionSchema,
  value: jsonNumber,
});
const judgedSchema = z.object({ judged: z.int(), keep: z.boolean(), cutoff: jsonNumber, among: z.int() });
const lineSchema = z.union([validationSchema, judgedSchema, z.object({ complete: z.literal(true) })]);
type RungLine = z.output<typeof lineSchema>;

/** What a run has recorded for the pruner. */
export interface Course {
  /** Oldest first, each step once. */
  readonly validations: readonly z.output<typeof validationSchema>[];
  /** What was decided, by the step of the validation. */
  readonly judged: ReadonlyMap<number, z.output<typeof judgedSchema>>;
  readonly isComplete: boolean;
}

/** The files in which the runs of a sweep record their validations, one each, which only that run writes. */
export function rungFile(sweepPath: string, run: string): string {
  return join(sweepPath, 'rungs', `${run}.jsonl`);
}

/**
 * Appends a line. It begins a new one, since the one before may have been cut short by a kill.
 * @throws TesseraError `run-failed`
 */
export async function appendRung(file: string, line: RungLine): Promise<void> {
  const text = `\n${toJson(line)}\n`;
  await makeFolder(dirname(file));
  await appendFile(file, text).catch((error: unknown) => Promise.reject(writeFailed(file, error, text.length)));
}

export async function readCourse(file: string): Promise<Course> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return '';
    throw unreadable(file, error);
  });
  const validations = new Map<number, z.output<typeof validationSchema>>();
  const judged = new Map<number, z.output<typeof judgedSchema>>();
  let isComplete = false;
  for (const line of text.split('\n').flatMap((each) => parseLine(each) ?? [])) {
    // A validation that is repeated after a stop gives the same again.
    if ('step' in line) validations.set(line.step, line);
    else if ('judged' in line) judged.set(line.judged, line);
    else isComplete = true;
  }
  return { validations: [...validations.values()].sort((a, b) => a.step - b.step), judged, isComplete };
}

/** Those of all runs but one. */
export async function otherCourses(sweepPath: string, run: string): Promise<Course[]> {
  const folder = join(sweepPath, 'rungs');
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw unreadable(folder, error);
  });
  const others = names.filter((name) => name.endsWith('.jsonl') && name !== `${run}.jsonl`).sort();
  return mapLimited(others, 32, (name) => readCourse(join(folder, name)));
}

/** A line that was cut short counts for nothing: the run writes it again when it goes on. */
function parseLine(line: string): RungLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
