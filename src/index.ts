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
export * from './registry/index.ts';
export type { ClassShare } from './predict/class-totals.ts';
export type { ImageAnswer } from './predict/predict-image.ts';
export {
  loadModel,
  type LoadModelOptions,
  type Model,
  type Pixels,
  type PredictImageOptions,
} from './inference/load-model.ts';
