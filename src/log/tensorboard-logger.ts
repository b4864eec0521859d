import { join } from 'node:path';
import type { SplitName } from '../data/dataset.ts';
import type { Logger } from './logger.ts';
import { sessionEndSummary, sessionStartSummary } from './tensorboard/hparams.ts';
import { histogramSummary, imageSummary, scalarSummary, textSummary } from './tensorboard/summary.ts';
import { openEventWriter, type EventWriter } from './tensorboard/writer.ts';

export interface TensorBoardLoggerOptions {
  /** Completed optimizer steps when this process starts: 0, or the step of the checkpoint from which it continues. */
  readonly startStep: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Event files for TensorBoard: each split in a sub-directory of its own, so that equal tags overlay; text and
 * hyper-parameters in the run directory itself, which makes it a row of the HParams view with the splits' scalars as
 * metrics. Steps after `startStep` that an earlier process wrote are void. A file is made when it is first needed.
 */
export function createTensorBoardLogger(
  runDirectory: string,
  { startStep, now = Date.now }: TensorBoardLoggerOptions,
): Logger {
  const writers = new Map<SplitName | 'run', EventWriter>();
  let isClosed = false;

  const splitWriter = (split: SplitName | 'run') =>
    getOrOpen(writers, split, () =>
      openEventWriter(join(runDirectory, split), { firstStep: startStep === 0 ? 0 : startStep + 1, now }),
    );
  const runWriter = () => getOrOpen(writers, 'run', () => openEventWriter(runDirectory, { firstStep: startStep, now }));
  const forEachWriter = async (action: (writer: EventWriter) => Promise<void>) => {
    await Promise.all([...writers.values()].map(action));
  };

  return {
    scalars(split, step, values) {
      splitWriter(split).write(
        step,
        Object.entries(values).map(([tag, value]) => scalarSummary(tag, value)),
      );
    },
    epochScalars() {},
    prCurve() {},
    layout() {},
    graph() {},
    image(split, step, tag, image) {
      splitWriter(split).write(step, [imageSummary(tag, image)]);
    },
    histogram(split, step, tag, values) {
      splitWriter(split).write(step, [histogramSummary(tag, values)]);
    },
    text(tag, markdown) {
      runWriter().write(startStep, [textSummary(tag, markdown)]);
    },
    hyperParameters(values) {
      runWriter().write(0, [sessionStartSummary(values, now() / 1000)]);
    },
    flush: () => forEachWriter((writer) => writer.flush()),
    async close(outcome) {
      if (isClosed) return;
      isClosed = true;
      if (outcome === 'completed') runWriter().write(0, [sessionEndSummary(now() / 1000)]);
      await forEachWriter((writer) => writer.close());
    },
  };
}

function getOrOpen(
  writers: Map<SplitName | 'run', EventWriter>,
  key: SplitName | 'run',
  open: () => EventWriter,
): EventWriter {
  const writer = writers.get(key) ?? open();
  writers.set(key, writer);
  return writer;
}
