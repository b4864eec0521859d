import { join } from 'node:path';
import type { LoadedExperiment } from '../../config/index.ts';
import type { CheckOptions, ExperimentRun } from '../../launch/check-commit.ts';
import { checkCommit } from '../../launch/check-commit.ts';
import { localLauncher } from '../../launch/local.ts';
import type { Project } from '../../launch/project.ts';
import type { LaunchQueue } from '../../launch/queue.ts';
import type { WorkOptions } from '../../launch/work-queue.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';

/** What launching needs to know about experiments and their runs, and about this process. */
export function launchParts(
  project: Project,
  queue: LaunchQueue,
  context: CliContext,
): CheckOptions & Pick<WorkOptions, 'check' | 'launcher' | 'onInterrupt' | 'onSave'> {
  const runs = join(queue.folder, '..');
  const parts: CheckOptions = {
    project,
    async loadIn(directory) {
      const { loadExperiment } = await import('../../config/index.ts');
      const options = { ...(await loadOptions({ ...context, workingDirectory: directory })), cache: new Map() };
      return (file) => loadExperiment(file, options);
    },
    runOf: (loaded) => runOf(loaded, runs, context.workingDirectory),
  };
  return {
    ...parts,
    check: (commit) => checkCommit(queue, commit, parts),
    launcher: localLauncher(),
    onInterrupt: (listener) => context.onInterrupt(listener),
    onSave: (listener) => context.onSave(listener),
  };
}

async function runOf(loaded: LoadedExperiment, runs: string, workingDirectory: string): Promise<ExperimentRun> {
  if (loaded.points.length > 0) return sweepOf(loaded, runs, workingDirectory);
  const { runDirectory } = await import('../../runs/directory.ts');
  const { livenessOf } = await import('../../runs/liveness.ts');
  const path = join(runs, `${loaded.experiment.name}-${loaded.id}`);
  const run = runDirectory(path);
  const record = await run.readRecord();
  if (!record) return { path, state: 'absent' };
  const { state } = await livenessOf(run, record);
  return { path, state: state === 'unknown' ? 'running' : state };
}

async function sweepOf(loaded: LoadedExperiment, runs: string, workingDirectory: string): Promise<ExperimentRun> {
  const { readPoints } = await import('../../sweep/sweep-directory.ts');
  const { findSweep } = await import('../../sweep/find-sweep.ts');
  const { sourceOf } = await import('../../sweep/source-of.ts');
  const path = await findSweep(runs, loaded);
  const source = await sourceOf(loaded, workingDirectory);
  const points = await readPoints(path, await source.known(path));
  const states = new Set(points.map(({ state }) => state));
  if (states.has('waiting') || points.length < source.count) return { path, state: 'unfinished' };
  if (states.has('running') || states.has('unknown')) return { path, state: 'running' };
  const isInterrupted = states.has('interrupted') || states.has('lost');
  return { path, state: isInterrupted ? 'interrupted' : 'completed' };
}
