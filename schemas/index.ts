export { backendNames, backendsWithGpu, engineSection, type BackendName, type EngineSection } from './engine.ts';
export { compositionSection } from './composition.ts';
export { distribution, type Distribution } from './distribution.ts';
export { experimentSchema, type Experiment } from './experiment.ts';
export { launchSection } from './launch.ts';
export { loaderSection, type LoaderSection } from './loader.ts';
export { logSection, type LogSection } from './log.ts';
export { duration, durationInSeconds } from './duration.ts';
export { lossParts, type LossSection, type WrittenLossPart } from './loss.ts';
export { loggedLossName, namedLosses, namedLossParts, type NamedLosses } from './loss-names.ts';
export { period, periodInSteps, validationPeriod, type Period, type ValidationPeriod } from './period.ts';
export { questionSection, type QuestionSection } from './question.ts';
export {
  componentOf,
  defaultTrials,
  objectiveSection,
  sweepSection,
  type ObjectiveSection,
  type SweepSection,
} from './sweep.ts';
export { trainSection, type ClipGradients, type EarlyStopping, type TrainSection } from './train.ts';
