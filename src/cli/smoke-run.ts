import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { exitCodes, type ExitCode } from '../core/errors/index.ts';
import { toJson } from '../core/json.ts';
import type { RunObserver } from '../train/observer.ts';
import type { RunInput, RunOutcome } from '../train/run.ts';
import type { CliContext } from './context.ts';
import { formatBytes } from './report/format.ts';

type Smoke = Pick<RunInput, 'experiment' | 'id' | 'directory' | 'smoke'>;

/**
 * Trains an experiment, or the first point of a sweep, for a few steps on a few samples, with everything that a run
 * does. The run lies in a temporary folder, which is removed, so that `list` never shows it.
 */
export async function smokeRun(
  loaded: LoadedExperiment,
  train: (changes: Smoke, watch: Partial<RunObserver>) => Promise<RunOutcome>,
  options: { readonly json?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const { smokeTrain } = await import('../train/smoke.ts');
  const { watchTrial } = await import('../train/trial.ts');
  const { experiment, id } = loaded.points[0] ?? loaded;
  const trial = watchTrial();
  const folder = await mkdtemp(join(tmpdir(), 'tessera-smoke-'));
  try {
    const { dataset } = experiment;
    const changes = {
      // Packed samples would stay where they are cached.
      experiment: {
        ...experiment,
        dataset: 'storage' in dataset ? { ...dataset, storage: { type: 'memory' } } : dataset,
        train: smokeTrain(experiment.train),
      },
      id,
      directory: join(folder, `${experiment.name}-${id}`),
      smoke: true,
    };
    const outcome = await train(changes, trial);
    const measured = trial.result();
    if (options.json) context.data(toJson({ status: outcome.status, smoke: true, ...(measured && { measured }) }));
    if (outcome.status === 'interrupted') {
      if (!options.json) context.err('Interrupted; nothing is kept.');
      return exitCodes.interrupted;
    }
    if (options.json) return exitCodes.done;
    const pace = measured
      ? ` A step takes ${measured.stepSeconds.toPrecision(2)} s; the most memory was ` +
        `${formatBytes(measured.peakMemoryBytes)}.`
      : '';
    context.out(
      `Trained for ${outcome.result.steps} steps, validated, saved and tested.${pace} It was a try: nothing is kept.`,
    );
    return exitCodes.done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
