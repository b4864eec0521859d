/** What a program, or a plugin's author, may import. The command line is the main way in. */
export {
  explainExperiment,
  loadExperiment,
  type LoadedExperiment,
  type LoadOptions,
  type PluginTools,
  type SweepPoint,
} from './config/index.ts';
export { builtins } from './components/index.ts';
export {
  errorCodes,
  renderProblems,
  TesseraError,
  type ErrorCode,
  type Location,
  type Problem,
} from './core/errors/index.ts';
/** The lines of `tessera run --json` and `tessera sweep --json`. */
export { eventSchema, type TesseraEvent } from './events/event.ts';
export * from './registry/index.ts';
/** What components of a plugin are given and make. */
export type { Random } from './core/random.ts';
export type { ClassInfo, Dataset, EvaluationSize, Interpolation, Sampling, SplitName } from './data/dataset.ts';
export type {
  ImageSize,
  ImageSource,
  NamedImage,
  OriginalMask,
  Sample,
  SampleFiles,
  SampleMemory,
  SampleSource,
} from './data/sample.ts';
export type { Storage } from './data/storage/storage.ts';
export type { LoggedRun, Logger, OpenLogger } from './log/logger.ts';
export type { Module, Pass } from './nn/module.ts';
export type { ClassShare } from './predict/class-totals.ts';
export type { ImageAnswer } from './predict/predict-image.ts';
export {
  loadModel,
  type LoadModelOptions,
  type Model,
  type Pixels,
  type PredictImageOptions,
} from './inference/load-model.ts';
