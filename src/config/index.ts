export { checkFile, type CheckedFile } from './check.ts';
export { completeConfig } from './complete.ts';
export {
  explainExperiment,
  type ExplainedLayer as ExplainedStep,
  type Explanation,
  type ExplainOptions,
} from './explain.ts';
export { experimentYaml } from './experiment-yaml.ts';
export { experimentId } from './identity.ts';
export { leftOutOfId } from './left-out.ts';
export { experimentJsonSchema, type JsonSchema } from './json-schema.ts';
export { loadExperiment, type LoadedExperiment, type LoadOptions } from './load.ts';
export type { LoadedSearch } from './search-plan.ts';
export type { Question } from './check-question.ts';
export type { SweepPoint } from './sweep-points.ts';
export { keptFiles, pluginCopies, type KeptFiles } from './kept-files.ts';
export { pluginHash } from './plugin-code.ts';
export { registryWith, type LoadedPlugin } from './plugins.ts';
export type { PluginTools } from './register-plugin.ts';
export { registryFor } from './registry-for.ts';
