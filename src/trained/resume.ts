import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { TrainSection } from '../../schemas/index.ts';
import { experimentYaml, keptFiles, loadExperiment, type LoadedExperiment, type LoadOptions } from '../config/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { RunInputs } from '../runs/inputs.ts';
import type { FilesToKeep } from '../runs/keep-files.ts';
import { changedProblem } from '../runs/run-changed.ts';
import type { Resumption } from '../train/run.ts';
import { codeChanges, describePlugin } from './code-changes.ts';
import { engineAsBefore } from './engine-as-before.ts';
import { describeDiffering, differingKeys } from './differing-keys.ts';
import type { TrainedRun } from './open-trained-run.ts';
import { isResumable, resumableKeys } from './resumable-keys.ts';
import { whatToRun } from './what-to-run.ts';

export interface ResumeOptions extends Omit<LoadOptions, 'overrides' | 'saved'> {
  /** Arguments of `--set`. */
  readonly set: readonly string[];
  /** Whether to go on with changes of any kind, the project's plugins as they are now included. */
  readonly acceptChanges: boolean;
}

export interface PlannedResume {
  readonly loaded: LoadedExperiment;
  readonly what: ReturnType<typeof whatToRun>;
  readonly resumption: Resumption;
  /** For the person, one line each. */
  readonly notes: readonly string[];
}

/**
 * Gets ready to go on with a run: with its own configuration and code, on what it ran on so far. `--set` may change
 * what `resumableKeys` names. Weights and data are compared later, when the run opens them.
 * @throws TesseraError `run-changed` with everything else that has changed, unless that is accepted
 */
export async function planResume(trained: TrainedRun, options: ResumeOptions): Promise<PlannedResume> {
  const { set, acceptChanges, ...loading } = options;
  const { run, record } = trained;
  const { own, project } = await codeChanges(trained);
  const taken = acceptChanges ? project.filter(({ isThere }) => isThere).map(({ name }) => name) : [];
  const pluginsSet = taken.length > 0 ? [`plugins=${JSON.stringify(pluginsWith(trained, taken))}`] : [];
  const overrides = [...pluginsSet, ...set];
  const loaded =
    overrides.length === 0
      ? trained.loaded
      : await loadExperiment(run.configFile, { ...loading, saved: true, overrides });

  const differing = differingKeys(settingsOf(trained.loaded), settingsOf(loaded));
  const refused = differing.filter(({ path }) => !isResumable(path)).map(describeDiffering);
  const problems = [
    ...own.map((change) => changedProblem(run.path, change)),
    ...refused.map((change) => notResumable(run.path, change)),
  ];
  if (problems.length > 0 && !acceptChanges) throw new TesseraError(problems);
  const allowed = differing.filter(({ path }) => isResumable(path)).map(describeDiffering);
  const changes = [...own, ...refused, ...taken.map((name) => `${name} has changed`), ...allowed];

  const isAutoMeant = set.some((argument) => argument.startsWith('engine.backend='));
  const { engine, note } = engineAsBefore(loaded.experiment.engine, record.attempts.at(-1)!, isAutoMeant);
  const kept = await toKeep(trained, loaded, { isChanged: overrides.length > 0, isTaken: taken.length > 0 });
  const left = project.filter(({ name }) => !taken.includes(name));
  const { plugins: given, ...what } = whatToRun(loaded);
  return {
    loaded,
    what: {
      ...what,
      ...kept,
      id: record.id,
      experiment: { ...loaded.experiment, engine },
      plugins: pluginsOf(trained, loaded, given),
    },
    resumption: {
      changes,
      acceptChanges,
      isLonger: mayGoOn(trained.loaded.experiment.train, loaded.experiment.train),
    },
    notes: [
      ...changes,
      ...left.map((plugin) => `${describePlugin(plugin)}${plugin.isThere ? takeIt : ''}`),
      ...(note === undefined ? [] : [note]),
    ],
  };
}

/** Whether a complete run goes on: with more epochs, or since what ended it is different. */
function mayGoOn(before: TrainSection, now: TrainSection): boolean {
  const ends = ['max_steps', 'max_time', 'early_stopping'] as const;
  return now.epochs > before.epochs || ends.some((key) => differingKeys(before[key], now[key]).length > 0);
}

const takeIt = ' (--accept-changes takes the new code)';

function notResumable(run: string, change: string): Problem {
  return {
    ...changedProblem(run, change),
    hints: [
      'another value is another run: tessera run <file> --set ...',
      `a run goes on with other values of: ${resumableKeys.map(({ path }) => path).join(', ')}`,
      'or change this run, which is then recorded: --accept-changes',
    ],
  };
}

/** The experiment without its plugins, whose code is compared instead of their paths. */
function settingsOf({ experiment: { plugins: _, ...settings } }: LoadedExperiment): object {
  return settings;
}

/** The plugins of the run, some of them from the project instead of the run's copy. */
function pluginsWith({ record, loaded }: TrainedRun, taken: readonly string[]): string[] {
  return loaded.plugins.map(({ name }, index) => {
    const original = record.inputs?.plugins[index]?.name;
    return original !== undefined && taken.includes(original) ? original : name;
  });
}

/** Plugins keep the names by which the project knows them. */
function pluginsOf(
  { record }: TrainedRun,
  { plugins }: LoadedExperiment,
  given: RunInputs['plugins'],
): RunInputs['plugins'] {
  return plugins.map(({ sha256 }, index) => ({
    name: record.inputs?.plugins[index]?.name ?? given[index]!.name,
    sha256,
  }));
}

/**
 * What the run's folder keeps from now on: nothing new, another config.yaml, or that and the plugins as they are now.
 */
async function toKeep(
  { run, record }: TrainedRun,
  loaded: LoadedExperiment,
  { isChanged, isTaken }: { isChanged: boolean; isTaken: boolean },
): Promise<{ yaml: string; kept: FilesToKeep }> {
  const hasNoCopies = !record.inputs && loaded.plugins.length > 0;
  if (isTaken || hasNoCopies) {
    const { yaml, ...kept } = keptFiles(loaded, `code/attempt-${record.attempts.at(-1)!.number + 1}`);
    return { yaml, kept };
  }
  const kept = { files: new Map<string, Buffer>(), packages: new Map<string, string>() };
  if (!isChanged) return { yaml: await readFile(run.configFile, 'utf8'), kept };
  const plugins = loaded.plugins.map(({ name, path, files }) =>
    files.size === 0 ? name : `./${relative(run.path, path).replaceAll('\\', '/')}`,
  );
  return { yaml: experimentYaml({ ...loaded.experiment, plugins }), kept };
}
