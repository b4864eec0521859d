import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { exitCodes, type ExitCode } from '../core/errors/index.ts';
import { toJson } from '../core/json.ts';
import type { RunInput, RunOutcome } from '../train/run.ts';
import type { CliContext } from './context.ts';

type Smoke = Pick<RunInput, 'experiment' | 'id' | 'directory' | 'smoke'>;

/**
 * Trains an experiment, or the first point of a sweep, for two steps on a few samples, with everything that a run does.
 * The run lies in a temporary folder, which is removed, so that `list` never shows it.
 */
export async function smokeRun(
  loaded: LoadedExperiment,
  train: (changes: Smoke) => Promise<RunOutcome>,
  options: { readonly json?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const { smokeTrain } = await import('../train/smoke.ts');
  const { experiment, id } = loaded.points[0] ?? loaded;
  const folder = await mkdtemp(join(tmpdir(), 'tessera-smoke-'));
  try {
    const { dataset } = experiment;
    const outcome = await train({
      // Packed samples would stay where they are cached.
      experiment: {
        ...experiment,
        dataset: 'storage' in dataset ? { ...dataset, storage: { type: 'memory' } } : dataset,
        train: smokeTrain(experiment.train),
      },
      id,
      directory: join(folder, `${experiment.name}-${id}`),
      smoke: true,
    });
    if (options.json) context.out(toJson({ status: outcome.status, smoke: true }));
    if (outcome.status === 'interrupted') {
      if (!options.json) context.err('Interrupted; nothing is kept.');
      return exitCodes.interrupted;
    }
    if (!options.json)
      context.out(
        `Trained for ${outcome.result.steps} steps, validated, saved and tested. It was a try: nothing is kept.`,
      );
    return exitCodes.done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
