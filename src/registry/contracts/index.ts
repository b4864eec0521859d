export * from './augmentation.ts';
export * from './dataset.ts';
export * from './loss.ts';
export * from './metric.ts';
export * from './network.ts';
export * from './optimizer.ts';
export * from './scheduler.ts';
export type { HyperParameters, LoggedRun, Logger, OpenLogger, PngImage, Subject } from '../../log/logger.ts';
export type { Capacity, Launcher, Submission, TaskArray, TaskStatus } from '../../jobs/launcher.ts';
