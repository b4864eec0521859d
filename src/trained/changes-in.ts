import type { LoadOptions } from '../config/index.ts';
import { baseContext } from '../registry/index.ts';
import { changesSince } from './changes-since.ts';
import { openTrainedRun } from './open-trained-run.ts';

/** What has changed since the run in a folder began, such as its data, which an experiment's id doesn't contain. */
export async function changesIn(
  folder: string,
  options: Omit<LoadOptions, 'overrides' | 'saved'>,
): Promise<readonly string[]> {
  const trained = await openTrainedRun(folder, options);
  const { experiment, registry } = trained.loaded;
  const dataset = await registry.build(
    'dataset',
    experiment.dataset,
    baseContext(experiment, options.workingDirectory),
  );
  try {
    return await changesSince(trained, dataset);
  } finally {
    await dataset.storage.close();
  }
}
