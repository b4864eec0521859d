import { dirname, join } from 'node:path';
import { z } from 'zod';
import { createFile } from '../core/create-file.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import { makeFolder } from '../core/make-folder.ts';

const trialSchema = z.object({
  /** What it sets: values by path. */
  values: z.record(z.string(), z.unknown()),
});

/** A proposal of a search. It never changes. */
export type RecordedTrial = z.output<typeof trialSchema>;

/**
 * The proposals of a search so far, in order: `trials/1.json` and so on in the sweep's folder.
 * @throws TesseraError `file-unreadable`
 */
export async function readTrials(sweepPath: string, known: readonly RecordedTrial[] = []): Promise<RecordedTrial[]> {
  const trials = [...known];
  for (;;) {
    const trial = await readFormatted(fileOf(sweepPath, trials.length), 'trial', trialSchema);
    if (!trial) return trials;
    trials.push(trial);
  }
}

/**
 * Records a proposal with the next number. Of several processes that do so at a time one succeeds, and the file appears
 * as a whole.
 * @param index from 0
 * @returns whether there was none with this number
 */
export async function recordTrial(sweepPath: string, index: number, trial: RecordedTrial): Promise<boolean> {
  const file = fileOf(sweepPath, index);
  await makeFolder(dirname(file));
  return createFile(file, `${toJson(withFormat(trial))}\n`);
}

function fileOf(sweepPath: string, index: number): string {
  return join(sweepPath, 'trials', `${index + 1}.json`);
}
