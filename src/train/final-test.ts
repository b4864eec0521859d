import { join } from 'node:path';
import { allOrFirstError } from '../core/all-or-first-error.ts';
import { tesseraVersion } from '../core/version.ts';
import type { ClassInfo } from '../data/dataset.ts';
import type { Evaluation } from '../evaluations/evaluation.ts';
import { evaluationsFolder } from '../evaluations/folder.ts';
import { watchPhotos, type WatchedPhotos } from '../evaluations/watch-photos.ts';
import { writeEvaluation } from '../evaluations/write-evaluation.ts';
import { drawPanel } from '../log/panel.ts';
import type { SplitResult } from '../runs/result.ts';
import { loadCheckpoint } from './checkpoint.ts';
import type { FeatureCache } from './feature-cache.ts';
import { countedForLog, drawMatrix, logCurves, logOwn } from './log-evaluation.ts';
import { logImages, type TaggedImage } from './log-images.ts';
import type { RunParts } from './parts.ts';
import type { RunContext } from './run-context.ts';
import type { Session } from './session.ts';
import { skippedRows } from './skipped.ts';
import { testSplit } from './test.ts';

/** The name of the evaluation that a run makes of itself, in its `evaluations/`. */
export const finalEvaluation = 'end';

/**
 * Tests the best checkpoint, on the validation split if the data has no test. Logs its figures at that checkpoint's
 * step, and leaves an evaluation in the run's folder.
 * @throws the signal's reason if it is aborted; TesseraError `run-failed` if the evaluation can't be written
 */
export async function testBest(
  context: RunContext,
  parts: RunParts,
  { run, logger }: Session,
  signal: AbortSignal,
  features?: FeatureCache,
): Promise<{ readonly split: 'test' | 'val'; readonly result: SplitResult }> {
  const began = performance.now();
  const { experiment, observer } = context;
  const { built, loading, splits } = parts;
  const { log, train } = experiment;
  const { classes, hasTest } = built.dataset;
  const { step } = await loadCheckpoint(run.checkpointFile('best'), { model: built.model.stateDict() });
  const split = hasTest === false ? 'val' : 'test';
  const samples = splits[split];
  const isWatched = log.evaluation || log.worst_and_best > 0;
  const photos = isWatched ? watchPhotos(classes.length, log.worst_and_best) : undefined;
  const counted = countedForLog(log, classes, splits.val.length);
  const { result, values, evaluation } = await testSplit({
    ...built,
    ...counted,
    loading,
    samples,
    batchSize: train.batch_size,
    observer,
    signal,
    onPhoto: photos?.add,
    // The graph stays that of validation.
    photoLosses: false,
    // Test samples are encoded once in a run.
    ...(features && split === 'val' && { features: { cache: features, split } }),
  });
  // Without a test split, the log has the figures of every validation already.
  if (split === 'test') {
    logger.scalars(split, step, values);
    logCurves(logger, { split, step }, counted, classes);
    await logOwn(logger, { split, step }, evaluation.logged);
  }
  const watched = photos?.result();
  const leaveEvaluation = async (photosOf: WatchedPhotos) => {
    await run.assertHeld();
    const seconds = (performance.now() - began) / 1000;
    const content = evaluationOf(context, parts, { split, step, seconds, result, watched: photosOf });
    const folder = join(run.path, evaluationsFolder, finalEvaluation);
    await writeEvaluation(folder, { ...photosOf, evaluation: content, sheet: false }, true);
  };
  await allOrFirstError([
    logImages(logger, step, [
      ...(split === 'test' ? [drawMatrix(split, evaluation, classes)] : []),
      ...(watched ? [drawExtremes(watched.extremes, classes)] : []),
    ]),
    ...(watched && log.evaluation ? [leaveEvaluation(watched)] : []),
  ]);
  return { split, result };
}

interface Tested extends Pick<Evaluation, 'split' | 'seconds' | 'result'> {
  readonly step: number;
  readonly watched: WatchedPhotos;
}

function evaluationOf(
  { id, experiment }: RunContext,
  { built, loading }: RunParts,
  { split, step, seconds, result, watched }: Tested,
): Evaluation {
  return {
    name: finalEvaluation,
    run: { id, name: experiment.name },
    createdAt: new Date().toISOString(),
    seconds,
    versions: { tessera: tesseraVersion() },
    checkpoint: { name: 'best', step },
    split,
    changes: [],
    classes: built.dataset.classes.map(({ name, color }) => ({ name, color: [...color] })),
    loss: experiment.loss,
    photos: watched.scores.length,
    skipped: skippedRows(loading.skipped()),
    result,
    confusion: watched.confusion.map((row) => [...row]),
  };
}

/** The worst samples and the best ones, by rank: `worst/01 <name>`. */
async function drawExtremes(
  extremes: WatchedPhotos['extremes'],
  classes: readonly ClassInfo[],
): Promise<TaggedImage[]> {
  const drawings = (['worst', 'best'] as const).flatMap((place) =>
    extremes[place]().map(async (photo, index): Promise<TaggedImage> => {
      const rank = String(index + 1).padStart(2, '0');
      return [`${place}/${rank} ${photo.name}`, await drawPanel({ ...photo, classes })];
    }),
  );
  return Promise.all(drawings);
}
