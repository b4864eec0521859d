import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSummaryWriter, type SummaryWriter, type SummaryWriterOptions } from 'tensorboard-ts-writer';
import { openAppendFile } from './append-file.ts';
import type { LoggedRun, Logger, Subject } from './logger.ts';

export interface TensorBoardLoggerOptions extends Omit<LoggedRun, 'directory'> {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Event files for TensorBoard, in the run's folder itself: a run is one run of TensorBoard, so that hundreds can be
 * chosen and seen, and its metrics are in its row of the HParams view. A figure of a split has the tag
 * `<split>/<name>`. Steps after `startStep` that an earlier process wrote are void. A file is made when it is first
 * needed.
 *
 * A run that an earlier version began, with a folder for each split, goes on in that shape: its curves stay whole, and
 * nothing that was written is changed.
 */
export function createTensorBoardLogger(runDirectory: string, options: TensorBoardLoggerOptions): Logger {
  const { startStep, describe, now = Date.now } = options;
  const bySplit = hasSplitFolders(runDirectory);
  const writing: SummaryWriterOptions = {
    now,
    openFile: openAppendFile,
    ...(describe && { describe: infoBy(describe) }),
  };
  const writers = new Map<string, SummaryWriter>();
  let isClosed = false;

  const writerIn = (directory: string): SummaryWriter => {
    const known = writers.get(directory);
    if (known) return known;
    const opened = openSummaryWriter(directory, { ...writing, firstStep: startStep === 0 ? 0 : startStep + 1 });
    writers.set(directory, opened);
    // After the new file is there: its name has to sort after theirs.
    removeEnds(runDirectory);
    return opened;
  };
  const run = () => writerIn(runDirectory);
  const of = (subject: Subject) => (bySplit && subject !== 'run' ? writerIn(join(runDirectory, subject)) : run());
  const tag = (subject: Subject, name: string) => (bySplit || subject === 'run' ? name : `${subject}/${name}`);
  const forEachWriter = async (action: (writer: SummaryWriter) => Promise<void>) => {
    await Promise.all([...writers.values()].map(action));
  };

  return {
    scalars: (subject, step, values) =>
      of(subject).scalars(
        step,
        withTags(values, (name) => tag(subject, name)),
      ),
    epochScalars: ({ epoch }, values) =>
      run().scalars(
        epoch,
        withTags(values, (name) => `epoch/${name}`),
      ),
    image: (subject, step, name, { png, ...size }) =>
      of(subject).image(tag(subject, name), step, { ...size, bytes: png }),
    histogram: (subject, step, name, values) => of(subject).histogram(tag(subject, name), step, values),
    prCurve: (subject, step, name, curve) => of(subject).prCurve(tag(subject, name), step, curve),
    text: (name, markdown) => run().text(name, startStep, markdown),
    layout: (categories) => run().layout(categories),
    graph: (nodes) => run().graph(nodes),
    hyperParameters: (values) => run().startSession(values),
    flush: () => forEachWriter((writer) => writer.flush()),
    async close(outcome) {
      if (isClosed) return;
      isClosed = true;
      await forEachWriter((writer) => writer.close());
      if (outcome === 'interrupted') return;
      const end = openSummaryWriter(runDirectory, { ...writing, suffix: endSuffix });
      end.endSession(outcome === 'completed' ? 'success' : 'failure');
      await end.close();
    },
  };
}

/**
 * The end of a session is in a file of its own: TensorBoard keeps the first end that it finds, so one that goes on has
 * to lose it.
 */
const endSuffix = '.end';

function removeEnds(runDirectory: string): void {
  const ends = eventFilesIn(runDirectory).filter((name) => name.endsWith(endSuffix));
  for (const name of ends) rmSync(join(runDirectory, name), { force: true });
}

function hasSplitFolders(runDirectory: string): boolean {
  return ['train', 'val'].some((split) => eventFilesIn(join(runDirectory, split)).length > 0);
}

function eventFilesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((name) => name.includes('tfevents')) : [];
}

function withTags(
  values: Readonly<Record<string, number>>,
  tagOf: (name: string) => string,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [tagOf(name), value]));
}

function infoBy(describe: (tag: string) => string | undefined): NonNullable<SummaryWriterOptions['describe']> {
  return (tag) => {
    const description = describe(tag);
    return description === undefined ? undefined : { description };
  };
}
