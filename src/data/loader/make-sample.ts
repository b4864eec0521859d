import { TesseraError } from '../../core/errors/index.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { Augmentation, Partner } from '../../registry/index.ts';
import { augmentSample } from '../transforms/augment.ts';
import { examine, type ExaminedSample } from '../sources/sample-facts.ts';
import type { ImageSize, Sample, SampleMemory, SampleSource } from '../sample.ts';

export interface SampleRecipe {
  readonly seed: number;
  /** The augmentations, in the order in which they are applied. */
  readonly augmentations: readonly Augmentation[];
}

/** The sample before augmentation. @throws TesseraError as `read` does, or `sample-failed` with the sample's name */
export async function readSample(source: SampleSource, index: number, into?: SampleMemory): Promise<Sample> {
  return orNamedFailure(source, index, () => source.read(index, into));
}

/** Reads a sample for a survey. @throws TesseraError as `readSample` does */
export async function examineSample(source: SampleSource, index: number): Promise<ExaminedSample> {
  return orNamedFailure(source, index, () => examine(source, index));
}

/**
 * The other sample with which the one at `index` is mixed in `epoch` at its turn `repeat`, drawn from all others of the
 * split with the same probability; undefined if no augmentation mixes. `random` goes on after that draw.
 */
export function drawPartner(
  source: Pick<SampleSource, 'length'>,
  index: number,
  epoch: number,
  { seed, augmentations }: SampleRecipe,
  repeat = 0,
): { readonly index: number; readonly random: Random } | undefined {
  if (source.length < 2 || !augmentations.some(({ mixes }) => mixes)) return undefined;
  const random = createRandom(seed, 'partner', ...turnKey(epoch, index, repeat));
  const drawn = random.integer(0, source.length - 1);
  return { index: drawn < index ? drawn : drawn + 1, random };
}

/** The partner at the sample's first turn. @throws TesseraError as `readSample` does */
export async function readPartner(
  source: SampleSource,
  index: number,
  epoch: number,
  recipe: SampleRecipe,
): Promise<Partner | undefined> {
  const drawn = drawPartner(source, index, epoch, recipe);
  return drawn && { sample: await readSample(source, drawn.index), random: drawn.random };
}

/**
 * The sample at `index`, augmented for its turn `repeat` in `epoch`. Random draws depend on (seed, epoch, index,
 * repeat) only, so the result is the same whichever thread makes it, and whenever.
 * @throws TesseraError as the augmentations do, or `sample-failed` with the sample's name
 */
export function sampleInEpoch(
  sample: Sample,
  index: number,
  epoch: number,
  { seed, augmentations }: SampleRecipe,
  into?: SampleMemory,
  partner?: Partner,
  repeat = 0,
): Sample {
  if (augmentations.length === 0) return sample;
  try {
    return augmentSample(
      sample,
      augmentations,
      createRandom(seed, 'augment', ...turnKey(epoch, index, repeat)),
      into,
      partner,
    );
  } catch (error) {
    throw namedFailure(sample.name, error);
  }
}

/** A first turn adds nothing: what is drawn for it is the same with and without `dataset.sampling`. */
function turnKey(epoch: number, index: number, repeat: number): number[] {
  return repeat > 0 ? [epoch, index, repeat] : [epoch, index];
}

/** @throws TesseraError `bad-size` if the sample has another size than those that it is stacked with */
export function checkSameSize({ name, height, width }: Sample, expected: ImageSize): void {
  if (height === expected.height && width === expected.width) return;
  throw new TesseraError({
    code: 'bad-size',
    path: 'augmentations',
    message:
      `expected all samples to be ${expected.height} x ${expected.width} after augmentation, got ${height} x ` +
      `${width} of ${name}`,
    hints: ['end `augmentations` with one that gives every sample the same size, such as `random-crop`'],
  });
}

async function orNamedFailure<T>(source: SampleSource, index: number, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw namedFailure(source.name(index), error);
  }
}

function namedFailure(name: string, cause: unknown): TesseraError {
  if (cause instanceof TesseraError) return cause;
  const [first, ...frames] = (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)).split('\n');
  const place = frames.find((line) => line.trim().startsWith('at '))?.trim();
  return new TesseraError(
    { code: 'sample-failed', message: `the sample ${name} could not be made: ${first}`, hints: place ? [place] : [] },
    { cause },
  );
}
