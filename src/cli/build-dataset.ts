import type { LoadedExperiment } from '../config/index.ts';
import type { Dataset } from '../data/dataset.ts';
import { baseContext } from '../registry/index.ts';
import type { CliContext } from './context.ts';
import { withInterrupt } from './interrupt.ts';
import { withPlaces } from './load.ts';

/**
 * Builds an experiment's dataset as a run does, and downloads it first where that is asked for. Undefined after Ctrl-C.
 */
export async function buildDataset(loaded: LoadedExperiment, context: CliContext): Promise<Dataset | undefined> {
  const { createProgress } = await import('./report/progress.ts');
  const { downloadReporter } = await import('./report/download.ts');
  const { experiment, registry } = loaded;
  const progress = createProgress(context);
  return withInterrupt(context, async (signal) => {
    const download = { signal, onProgress: downloadReporter(progress) };
    try {
      return await withPlaces(loaded, () =>
        registry.build('dataset', experiment.dataset, baseContext(experiment, context.workingDirectory, download)),
      );
    } catch (error) {
      if (signal.aborted && error === signal.reason) return undefined;
      throw error;
    } finally {
      progress.close();
    }
  });
}
