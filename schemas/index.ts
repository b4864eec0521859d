export { backendNames, engineSection, type BackendName, type EngineSection } from './engine.ts';
export { compositionSection } from './composition.ts';
export { experimentSchema, type Experiment } from './experiment.ts';
export { loaderSection, type LoaderSection } from './loader.ts';
export { logSection, type LogSection } from './log.ts';
export { duration, durationInSeconds } from './duration.ts';
export { period, periodInSteps, validationPeriod, type Period, type ValidationPeriod } from './period.ts';
export { sweepSection, type SweepSection } from './sweep.ts';
export { trainSection, type ClipGradients, type EarlyStopping, type TrainSection } from './train.ts';
