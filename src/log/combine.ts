import type { Logger, LoggerOfComponent } from './logger.ts';

/** Passes every call to all loggers that take it, in order. If one fails to flush or close, the others still do. */
export function combineLoggers(...loggers: readonly LoggerOfComponent[]): Logger {
  return {
    scalars: (...call) => loggers.forEach((logger) => logger.scalars(...call)),
    epochScalars: (...call) => loggers.forEach((logger) => logger.epochScalars?.(...call)),
    image: (...call) => loggers.forEach((logger) => logger.image?.(...call)),
    histogram: (...call) => loggers.forEach((logger) => logger.histogram?.(...call)),
    prCurve: (...call) => loggers.forEach((logger) => logger.prCurve?.(...call)),
    text: (...call) => loggers.forEach((logger) => logger.text?.(...call)),
    layout: (...call) => loggers.forEach((logger) => logger.layout?.(...call)),
    graph: (...call) => loggers.forEach((logger) => logger.graph?.(...call)),
    hyperParameters: (...call) => loggers.forEach((logger) => logger.hyperParameters?.(...call)),
    flush: () => all(loggers.map((logger) => logger.flush())),
    close: (outcome) => all(loggers.map((logger) => logger.close(outcome))),
  };
}

/** Waits for all, then throws the first error, if any. */
async function all(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
