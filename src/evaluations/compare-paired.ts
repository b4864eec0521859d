import { join } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { createRandom } from '../core/random.ts';
import type { Direction } from '../registry/index.ts';
import { pairedBootstrap, type PairedDifference } from './bootstrap.ts';
import type { Evaluation } from './evaluation.ts';
import { evaluationFiles, readEvaluation, readScores } from './folder.ts';
import { pairedFigures } from './paired-figures.ts';
import type { PhotoScore } from './score-line.ts';

export interface PairedOptions {
  readonly resamples: number;
  readonly seed: number;
  /** Such as 0.95. */
  readonly confidence: number;
}

export interface PairedRow extends PairedDifference {
  readonly name: string;
  readonly direction: Direction;
}

export interface PairedComparison {
  readonly photos: number;
  readonly rows: readonly PairedRow[];
  /** Why a figure is left out. */
  readonly notes: readonly string[];
}

/**
 * Compares two evaluations of the same photos by a bootstrap over the photos.
 * @throws TesseraError `evaluation-missing`, `other-photos`, `file-unreadable`
 */
export async function comparePaired(
  folders: readonly [string, string],
  options: PairedOptions,
): Promise<PairedComparison> {
  const [a, b] = (await Promise.all(folders.map(open))) as [Opened, Opened];
  const names = a.evaluation.classes.map(({ name }) => name);
  assertSame(a, b);
  const note = withoutLoss(a, b);
  const paired = pairedFigures({ a: a.scores, b: b.scores, classes: names, sameLoss: note === undefined });
  const photos = a.scores.length;
  const random = createRandom(options.seed, 'bootstrap');
  const draw = () => random.integer(0, photos);
  const differences = pairedBootstrap(paired, { ...options, photos, draw });
  return {
    photos,
    rows: paired.figures.map((figure, index) => ({ ...figure, ...differences[index]! })),
    notes: note === undefined ? [] : [`the loss is left out: ${note}`],
  };
}

interface Opened {
  readonly folder: string;
  readonly evaluation: Evaluation;
  readonly scores: readonly PhotoScore[];
}

async function open(folder: string): Promise<Opened> {
  const evaluation = await readEvaluation(folder);
  if (!evaluation) {
    const message = `expected an evaluation, ${folder} has no ${evaluationFiles.evaluation}`;
    throw new TesseraError({ code: 'evaluation-missing', message, hints: ['make it: tessera test <run>'] });
  }
  return { folder, evaluation, scores: await readScores(folder) };
}

/** Why losses can't be compared; undefined if they can. */
function withoutLoss(a: Opened, b: Opened): string | undefined {
  if (JSON.stringify(a.evaluation.loss) !== JSON.stringify(b.evaluation.loss))
    return 'the two runs have different ones';
  const lacking = [a, b].find(({ scores }) => scores.every(({ loss }) => Number.isNaN(loss)));
  return (
    lacking &&
    `${lacking.folder} has none of single photos, as what a run leaves at its end; to make one: tessera test <run>`
  );
}

const atOwnSize =
  "test both at the photos' own sizes: tessera test <run> --set dataset.evaluate_at=original --name original";

/** Both must have scored the same photos, at the same size, with the same masks and classes. */
function assertSame(a: Opened, b: Opened): void {
  const difference = differenceOf(a, b);
  if (difference === undefined) return;
  throw new TesseraError({
    code: 'other-photos',
    message: `expected two evaluations of the same photos: ${difference}`,
    hints: [
      ...(difference.includes(' was scored at ') ? [atOwnSize] : []),
      `${join(a.folder, evaluationFiles.scores)} and ${join(b.folder, evaluationFiles.scores)} have a line for each`,
    ],
  });
}

function differenceOf(a: Opened, b: Opened): string | undefined {
  const [namesA, namesB] = [a, b].map(({ evaluation }) => evaluation.classes.map(({ name }) => name).join(', '));
  if (namesA !== namesB) return `the classes of one are ${namesA}, those of the other ${namesB}`;
  const missing = missingOf(a, b) ?? missingOf(b, a);
  if (missing !== undefined) return missing;
  if (a.scores.length < 2) return `a bootstrap needs at least two photos, and there is ${a.scores.length}`;
  for (const [index, one] of a.scores.entries()) {
    const other = b.scores[index]!;
    if (one.photo !== other.photo) return `photo ${index + 1} is ${one.photo} in one and ${other.photo} in the other`;
    if (one.height !== other.height || one.width !== other.width)
      return (
        `${one.photo} was scored at ${one.width} x ${one.height} in one and at ${other.width} x ${other.height} ` +
        'in the other'
      );
    if (!hasSameMask(one, other)) return `the mask of ${one.photo} has other pixels in one than in the other`;
  }
  return undefined;
}

function missingOf(one: Opened, other: Opened): string | undefined {
  const names = new Set(other.scores.map(({ photo }) => photo));
  const missing = one.scores.filter(({ photo }) => !names.has(photo));
  if (missing.length === 0 && one.scores.length <= other.scores.length) return undefined;
  const count = missing.length || one.scores.length - other.scores.length;
  const first = missing[0] ? `, such as ${missing[0].photo}` : '';
  return `${count} of the ${one.scores.length} photos of ${one.folder}${first}, are not in ${other.folder}`;
}

/** A class's pixels in the mask are those that were found and those that were missed. */
function hasSameMask(one: PhotoScore, other: PhotoScore): boolean {
  return one.truePositives.every(
    (count, index) => count + one.falseNegatives[index]! === other.truePositives[index]! + other.falseNegatives[index]!,
  );
}
