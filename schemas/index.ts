export { backendNames, engineSection, type BackendName, type EngineSection } from './engine.ts';
export { compositionSection } from './composition.ts';
export { experimentSchema, type Experiment } from './experiment.ts';
export { loaderSection, type LoaderSection } from './loader.ts';
export { logSection, type LogSection } from './log.ts';
export { type LossPart, type LossSection } from './loss.ts';
export { period, periodInSteps, type Period } from './period.ts';
export { sweepSection, type SweepSection } from './sweep.ts';
export { trainSection, type TrainSection } from './train.ts';
