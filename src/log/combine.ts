import { allOrFirstError } from '../core/all-or-first-error.ts';
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
    flush: async () => void (await allOrFirstError(loggers.map((logger) => logger.flush()))),
    close: async (outcome) => void (await allOrFirstError(loggers.map((logger) => logger.close(outcome)))),
  };
}
