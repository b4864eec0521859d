import type { Logger, Subject } from '../../src/log/logger.ts';
import type { StepReport, TrainObserver } from '../../src/train/observer.ts';

export interface LoggedScalars {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Keeps scalars, the tags of images, and how many values each histogram is of. */
export function recordingLogger() {
  const logged: Record<Subject, LoggedScalars[]> = { train: [], val: [], test: [], run: [] };
  const epochs: { epoch: number; step: number; values: Readonly<Record<string, number>> }[] = [];
  const images: { step: number; tag: string }[] = [];
  const histograms: { step: number; tag: string; values: number[] }[] = [];
  const curves: { step: number; tag: string; positives: number }[] = [];
  const logger: Logger = {
    scalars: (subject, step, values) => void logged[subject].push({ step, values }),
    epochScalars: (at, values) => void epochs.push({ ...at, values }),
    image: (_, step, tag) => void images.push({ step, tag }),
    histogram: (_, step, tag, values) => void histograms.push({ step, tag, values: [...values] }),
    prCurve: (_, step, tag, { truePositives }) => void curves.push({ step, tag, positives: truePositives[0]! }),
    text: () => undefined,
    layout: () => undefined,
    graph: () => undefined,
    hyperParameters: () => undefined,
    flush: async () => undefined,
    close: async () => undefined,
  };
  return { ...logger, logged, epochs, images, histograms, curves };
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
