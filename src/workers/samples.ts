import { parentPort, workerData } from 'node:worker_threads';
import type { Experiment } from '../../schemas/index.ts';
import { dataBuiltins } from '../components/data.ts';
import { openRemote } from '../data/prepare/open-remote.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Storage } from '../data/storage/storage.ts';
import { serveSamples, type WorkerParts } from '../data/loader/workers/serve.ts';
import type { WorkNote } from '../data/loader/workers/protocol.ts';
import { baseContext, createRegistry, type Registry } from '../registry/index.ts';

/** The sections of an experiment that describe its data. Can be cloned. */
export interface DataSetup extends Pick<Experiment, 'seed' | 'plugins' | 'dataset' | 'augmentations'> {
  readonly workingDirectory: string;
}

/** The program of a worker thread: builds the experiment's data from its configuration, and makes samples. */
const { setup, note } = workerData as { setup: DataSetup; note: WorkNote };
serveSamples(parentPort!, note, buildParts(setup));

async function buildParts({
  seed,
  plugins,
  workingDirectory,
  dataset: section,
  augmentations,
}: DataSetup): Promise<WorkerParts> {
  const registry = await registryOf(plugins, workingDirectory);
  const base = baseContext({ seed }, workingDirectory);
  let dataset: Promise<Dataset> | undefined;
  let storage: Promise<Storage> | undefined;
  return {
    augmentations: await Promise.all(augmentations.map((item) => registry.build('augmentation', item, base))),
    open: (remote) =>
      openRemote(remote, {
        dataset: () => (dataset ??= registry.build('dataset', section, base)),
        storage: () => (storage ??= registry.build('storage', section['storage'] as Experiment['dataset'], base)),
      }),
  };
}

/** Without plugins, what reads configurations is not loaded: a thread starts sooner. */
async function registryOf(plugins: readonly string[], workingDirectory: string): Promise<Registry> {
  const registry = createRegistry(...dataBuiltins);
  if (plugins.length === 0) return registry;
  const { registryWith } = await import('../config/index.ts');
  return registryWith(plugins, registry, workingDirectory);
}
