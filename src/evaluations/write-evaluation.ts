import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../core/make-folder.ts';
import type { ClassInfo } from '../data/dataset.ts';
import { firstMessageOf, TesseraError } from '../core/errors/index.ts';
import { errorCode, exists } from '../core/exists.ts';
import { withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import { mapLimited } from '../core/map-limited.ts';
import { isTemporary, temporaryPath } from '../core/temporary-files.ts';
import { moveIntoPlace, writeFileAtomic } from '../core/write-file.ts';
import { drawConfusion } from './confusion-image.ts';
import type { Evaluation } from './evaluation.ts';
import { enlargeExtremes, type ShownExtremes } from './extremes.ts';
import { evaluationExists, evaluationFiles, readEvaluation } from './folder.ts';
import { drawPhotoSheet } from './photo-sheet.ts';
import { drawPhotos, photosFolder, shownPhotos } from './shown-photos.ts';
import type { PhotoScore } from './score-line.ts';
import { metricsCsv, reportMarkdown } from './tables.ts';

export interface EvaluationContent {
  readonly evaluation: Evaluation;
  /** In the order of the split. */
  readonly scores: readonly PhotoScore[];
  readonly extremes: ShownExtremes;
  /** Whether all shown photos are drawn on one sheet too; by default they are. */
  readonly sheet?: boolean;
}

/**
 * Writes an evaluation. Its folder is filled beside its place and then renamed, so that nobody sees a part of it.
 * @param force whether to replace one that is there
 * @throws TesseraError `evaluation-exists`, also for the second of two processes that make the same one at the same
 * time; `run-failed` if it can't be written
 */
export async function writeEvaluation(folder: string, content: EvaluationContent, force: boolean): Promise<void> {
  const draft = temporaryPath(join(dirname(folder), `.${basename(folder)}`));
  try {
    await makeFolder(join(draft, photosFolder));
    await removeOldDrafts(dirname(folder), draft);
    await mapLimited(await filesOf(content), 8, ([name, data]) => writeFileAtomic(join(draft, name), data));
    if (force) await replace(folder, draft);
    else await moveIntoPlace(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    const existing = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error) ?? '')
      ? await readEvaluation(folder)
      : undefined;
    if (existing) throw evaluationExists(folder, existing);
    if (error instanceof TesseraError) throw error;
    const message = `the evaluation could not be written to ${folder}: ${firstMessageOf(error)}`;
    const hints = ['its figures are above; to write elsewhere: --output <folder>'];
    throw new TesseraError({ code: 'run-failed', message, hints }, { cause: error });
  }
}

async function filesOf({
  evaluation,
  scores,
  extremes,
  sheet: hasSheet = true,
}: EvaluationContent): Promise<[name: string, data: string | Uint8Array][]> {
  const classes: readonly ClassInfo[] = evaluation.classes;
  const names = classes.map(({ name }) => name);
  const [sheet, matrix, photos] = await Promise.all([
    hasSheet ? drawPhotoSheet(enlargeExtremes(extremes), classes) : undefined,
    drawConfusion(evaluation.confusion, names),
    drawPhotos(extremes, classes),
  ]);
  return [
    [evaluationFiles.evaluation, `${toJson(withFormat({ ...evaluation, shown: shownPhotos(extremes) }), 2)}\n`],
    [evaluationFiles.scores, scores.map((score) => `${toJson(score)}\n`).join('')],
    [evaluationFiles.metrics, metricsCsv(evaluation)],
    [evaluationFiles.report, reportMarkdown(evaluation, { hasSheet: sheet !== undefined })],
    [evaluationFiles.confusion, matrix],
    ...(sheet ? [[evaluationFiles.sheet, sheet] as [string, Uint8Array]] : []),
    ...photos.map(([path, data]) => [path, data] as [string, Uint8Array]),
  ];
}

/** Puts the draft in place of what is there, which is put back if that fails. */
async function replace(folder: string, draft: string): Promise<void> {
  if (!(await exists(folder))) return moveIntoPlace(draft, folder);
  const aside = temporaryPath(join(dirname(folder), `.${basename(folder)}`));
  await rename(folder, aside);
  try {
    await moveIntoPlace(draft, folder);
  } catch (error) {
    await rename(aside, folder).catch(() => undefined);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Removes what dead processes left: drafts that are an hour older than `mine`, by the file system's clock. */
async function removeOldDrafts(parent: string, mine: string): Promise<void> {
  const drafts = (await readdir(parent)).filter((name) => name.startsWith('.') && isTemporary(name));
  const now = (await stat(mine)).mtimeMs;
  for (const draft of drafts.map((name) => join(parent, name))) {
    const changed = (await stat(draft).catch(() => ({ mtimeMs: now }))).mtimeMs;
    if (now - changed > 3_600_000) await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
}
