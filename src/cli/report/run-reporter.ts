import { describePruned } from '../../runs/pruned.ts';
import type { RunObserver, RunStart } from '../../train/observer.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { valuesOf } from '../../tasks/semantic/scoring.ts';
import type { CliContext } from '../context.ts';
import { formatCount } from '../../core/format-count.ts';
import { formatDuration } from './format.ts';
import { downloadReporter } from './download.ts';
import { createPace } from './pace.ts';
import { createProgress } from './progress.ts';
import { groupBy } from '../../core/group-by.ts';
import { messageOf } from '../../core/errors/index.ts';
import type { SkippedSample } from '../../data/prepare/prepared-source.ts';
import { groupFiles } from '../../data/survey/group-files.ts';

/** Shows how a run goes: a progress bar on a terminal, a line every few seconds elsewhere. */
export function createRunReporter(context: CliContext): RunObserver & { close(): void } {
  const progress = createProgress(context);
  const pace = createPace();
  let start: RunStart | undefined;
  const skipped: SkippedSample[] = [];
  /** Samples that are left out come one by one; all that have the same problem are one line. */
  const tellSkipped = () => {
    for (const line of skippedLines(skipped.splice(0))) progress.log(line);
  };

  return {
    downloading: downloadReporter(progress),
    waiting: (whom) => progress.log(`waiting     for ${whom}`),
    hashed: (done, total) => progress.update('checking data', done, total, ''),
    prepared: (done, total) => progress.update('preparing data', done, total, ''),
    initialized: (summary) => progress.log(`begins with ${summary}`),
    surveyed({ files, warnings }) {
      tellSkipped();
      if (files !== undefined) progress.log(`files       ${files}`);
      for (const warning of warnings) progress.log(`warning     ${warning}`);
    },
    skipped: (sample) => void skipped.push(sample),
    started(run) {
      start = run;
      tellSkipped();
      for (const line of describeStart(run)) progress.log(line);
    },
    stepped(report) {
      pace.add(report);
      const { totalSteps, stepsPerEpoch } = start!.schedule;
      const epoch = Math.ceil(report.step / stepsPerEpoch);
      const speed = `${pace.imagesPerSecond().toFixed(1)} images/s`;
      const left = `${formatDuration(pace.secondsLeft(totalSteps))} left`;
      progress.update(`epoch ${epoch}`, report.step, totalSteps, `loss ${report.loss.toFixed(4)}  ${speed}  ${left}`);
    },
    validated(step, evaluation) {
      const values = Object.entries(valuesOf(evaluation));
      const figures = values.map(([name, value]) => `${nameInSplit('val', name)} ${value.toFixed(4)}`);
      progress.log(`step ${step}: ${figures.join('  ')}`);
    },
    ended: (by, step) => progress.log(`ended       after step ${step}, by train.${by}`),
    pruned: (why) => progress.log(`pruned      ${describePruned(why)}`),
    saved: () => {},
    loadedWeights: (line) => progress.log(`weights     ${line}`),
    warned: (message) => progress.log(`warning     ${message}`),
    tested: (done, total) => progress.update('testing', done, total, ''),
    failedLater: (error) => progress.log(`also failed: ${messageOf(error)}`),
    close() {
      tellSkipped();
      progress.close();
    },
  };
}

/** `skipped     3 train: 3 photos cannot be read, first: ...`: a line for each split and kind of problem. */
function skippedLines(samples: readonly SkippedSample[]): string[] {
  return [...groupBy(samples, ({ split }) => split)].flatMap(([split, own]) =>
    groupFiles(own.flatMap(({ problems }) => problems)).map(({ message }) => `skipped     in ${split}: ${message}`),
  );
}

function describeStart({ directory, engine, record, samples, storedAs, schedule }: RunStart): string[] {
  const { total, trainable } = record.parameters;
  const resumed = record.step > 0 ? `, going on from step ${record.step}` : '';
  return [
    `run         ${directory}${resumed}`,
    `backend     ${engine.description}`,
    ...(engine.missing === undefined ? [] : describeMissing(engine.missing)),
    `samples     ${samples.train} train, ${samples.val} val, ${samples.test === 0 ? 'no' : samples.test} ` +
      `test${storedAs === undefined ? '' : `, stored in ${storedAs}`}`,
    `parameters  ${formatCount(total)}, of which ${formatCount(trainable)} are trained`,
    `steps       ${schedule.totalSteps} (${schedule.stepsPerEpoch} per epoch)`,
  ];
}

/** Without ONNX Runtime, a step takes about twenty times as long: the first lines of a run say so. */
function describeMissing({ name, why, howToGet }: NonNullable<RunStart['engine']['missing']>): string[] {
  return [`warning     the fast backend ${name} is missing: ${why}`, ...howToGet.map((step) => `  = ${step}`)];
}
