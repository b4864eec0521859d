import { dirname, join } from 'node:path';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { runExperiment } from '../../src/train/run.ts';
import { whatToRun } from '../../src/trained/what-to-run.ts';
import { experimentFile, tinyExperiment } from './tessera.ts';
import { recordingObserver } from './watch-training.ts';

/** As the command line loads experiments, with a registry of its own. */
export const loadOptions = (workingDirectory = process.cwd()) => ({
  registry: createRegistry(...builtins),
  workingDirectory,
  environment: {},
});

/** A network that was trained for an epoch of two steps, in a folder of its own. */
export async function trainTiny(text: string = tinyExperiment) {
  const { file, folder } = await experimentFile(text);
  const overrides = ['train.epochs=1', 'engine.backend=wasm'];
  const loaded = await loadExperiment(file, { ...loadOptions(folder), overrides });
  const directory = join(folder, 'run');
  const outcome = await runExperiment({
    ...whatToRun(loaded),
    command: ['run', file],
    workingDirectory: dirname(directory),
    directory,
    resume: false,
    observer: { ...recordingObserver(), started: () => undefined, failedLater: () => undefined },
    signal: new AbortController().signal,
  });
  if (outcome.status !== 'completed') throw new Error('the run was not completed');
  return { directory, loaded, result: outcome.result };
}
