import { constants } from 'node:fs';
import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../core/exists.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import { temporaryPath } from '../core/temporary-files.ts';
import { writeFileAtomic } from '../core/write-file.ts';

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
 * Records a proposal with the next number. Of several processes that do so at a time one succeeds, and the file appears as a
 * whole.
 * @param index from 0
 * @returns whether there was none with this number
 */
export async function recordTrial(sweepPath: string, index: number, trial: RecordedTrial): Promise<boolean> {
  const file = fileOf(sweepPath, index);
  await mkdir(dirname(file), { recursive: true });
  const draft = temporaryPath(file);
  await writeFileAtomic(draft, `${toJson(withFormat(trial))}\n`);
  try {
    await link(draft, file).catch((error: unknown) => {
      // Some file systems have no links.
      if (errorCode(error) === 'EEXIST') throw error;
      return copyFile(draft, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function fileOf(sweepPath: string, index: number): string {
  return join(sweepPath, 'trials', `${index + 1}.json`);
}
