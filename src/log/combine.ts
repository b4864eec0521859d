import type { Logger } from './logger.ts';

/** Passes every call to all loggers, in order. */
export function combineLoggers(...loggers: readonly Logger[]): Logger {
  return {
    scalars: (...call) => loggers.forEach((logger) => logger.scalars(...call)),
    image: (...call) => loggers.forEach((logger) => logger.image(...call)),
    histogram: (...call) => loggers.forEach((logger) => logger.histogram(...call)),
    text: (...call) => loggers.forEach((logger) => logger.text(...call)),
    hyperParameters: (...call) => loggers.forEach((logger) => logger.hyperParameters(...call)),
    async flush() {
      await Promise.all(loggers.map((logger) => logger.flush()));
    },
    async close(outcome) {
      await Promise.all(loggers.map((logger) => logger.close(outcome)));
    },
  };
}
