import type { LoadedExperiment } from '../config/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { describeDiffering, differingKeys } from './differing-keys.ts';
import type { Trained } from './trained.ts';

export interface TestSettings {
  /** A file with another dataset. */
  readonly dataset?: string | undefined;
  /** Arguments of `--set`. */
  readonly set: readonly string[];
}

export interface LoadedForTest {
  readonly loaded: LoadedExperiment;
  /** Whether the data is not what the run's configuration says. */
  readonly isOtherData: boolean;
  /** What the configuration says differently now, one line each. */
  readonly changes: readonly string[];
}

/** What a test may change: the data, what is counted, and how it runs. The network and its weights stay. */
const testable: readonly string[] = ['dataset', 'metrics', 'log.losses', 'loader', 'engine', 'train.batch_size'];

/**
 * The experiment of a run with other data, as `--dataset` and `--set` say.
 * @throws TesseraError as `loadExperiment` does; `bad-override` for a key that a test can't change
 */
export async function loadForTest(
  { loaded: before, reload }: Pick<Trained, 'loaded' | 'reload'>,
  { dataset, set }: TestSettings,
): Promise<LoadedForTest> {
  if (dataset === undefined && set.length === 0) return { loaded: before, isOtherData: false, changes: [] };
  const loaded = await reload({ overrides: set, otherData: { file: dataset } });
  const differing = differingKeys(before.experiment, loaded.experiment);
  const refused = differing.filter(({ path }) => !isTestable(path));
  if (refused.length > 0) throw new TesseraError(refused.map(({ path }) => notTestable(path, loaded)));
  return {
    loaded,
    isOtherData: differing.some(({ path }) => path.startsWith('dataset.')),
    changes: [
      ...(dataset === undefined ? [] : [`the data is that of ${dataset}`]),
      ...differing.filter(({ path }) => dataset === undefined || isSeen(path)).map(describeDiffering),
    ],
  };
}

/** With the whole dataset replaced, only how the network sees photos is worth a line. */
function isSeen(path: string): boolean {
  return !path.startsWith('dataset.') || /^dataset\.(image_size|interpolation|resize|evaluate_at)\b/.test(path);
}

function isTestable(path: string): boolean {
  return testable.some((key) => path === key || path.startsWith(`${key}.`));
}

function notTestable(path: string, loaded: LoadedExperiment): Problem {
  const where = loaded.locate(path);
  return {
    code: 'bad-override',
    path,
    message: `expected a key that a test can change, got \`${path}\`: a network is tested as it was trained`,
    ...(where && { where }),
    hints: [`a test can change ${testable.map((key) => `\`${key}\``).join(', ')}`],
  };
}
