import type { Logger, Subject } from '../../src/log/logger.ts';
import type { StepReport, TrainObserver } from '../../src/train/observer.ts';

export interface LoggedScalars {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Keeps the scalars of each split, and the tags of images. */
export function recordingLogger() {
  const logged: Record<Subject, LoggedScalars[]> = { train: [], val: [], test: [], run: [] };
  const images: { step: number; tag: string }[] = [];
  const logger: Logger = {
    scalars: (subject, step, values) => void logged[subject].push({ step, values }),
    epochScalars: () => undefined,
    image: (_, step, tag) => void images.push({ step, tag }),
    histogram: () => undefined,
    prCurve: () => undefined,
    text: () => undefined,
    layout: () => undefined,
    graph: () => undefined,
    hyperParameters: () => undefined,
    flush: async () => undefined,
    close: async () => undefined,
  };
  return { ...logger, logged, images };
}

/** Keeps what training reports; `also` is called too. */
export function recordingObserver(also: Partial<TrainObserver> = {}) {
  const reports: StepReport[] = [];
  const saves: { names: readonly string[]; step: number }[] = [];
  const observer: TrainObserver = {
    downloading: () => undefined,
    prepared: () => undefined,
    skipped: () => undefined,
    validated: () => undefined,
    tested: () => undefined,
    ...also,
    stepped(report) {
      reports.push(report);
      also.stepped?.(report);
    },
    saved(names, step) {
      saves.push({ names, step });
      also.saved?.(names, step);
    },
  };
  return { ...observer, reports, saves };
}
