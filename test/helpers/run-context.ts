import { join } from 'node:path';
import type { RunContext } from '../../src/train/run-context.ts';
import type { RunObserver } from '../../src/train/observer.ts';
import { whatToRun } from '../../src/trained/what-to-run.ts';
import { replacing, type Built, type Replacements } from './registry.ts';
import { newFolder } from './tessera.ts';
import { loadTraced } from './trace.ts';
import { recordingObserver } from './watch-training.ts';

export interface ContextOptions {
  readonly observer?: Partial<RunObserver>;
  readonly signal?: AbortSignal;
  readonly replacements?: Replacements;
  readonly onBuild?: (built: Built) => void;
}

/** The traced experiment, about to run in a folder that is not there yet. */
export async function tracedContext({
  observer,
  signal = new AbortController().signal,
  replacements = {},
  onBuild,
}: ContextOptions = {}): Promise<RunContext> {
  const { registry, ...what } = whatToRun(await loadTraced());
  const workingDirectory = await newFolder();
  return {
    ...what,
    command: [],
    registry: replacing(registry, replacements, onBuild),
    workingDirectory,
    directory: join(workingDirectory, 'run'),
    observer: {
      ...recordingObserver(),
      started: () => undefined,
      failedLater: () => undefined,
      ...observer,
    },
    signal,
  };
}
