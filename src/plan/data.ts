import type { Experiment } from '../../schemas/index.ts';
import { emptySplits } from '../data/prepare/empty-splits.ts';
import { splitNames, type ClassInfo, type Dataset, type SplitName } from '../data/dataset.ts';
import type { ImageSize } from '../data/sample.ts';
import type { Problem } from '../core/errors/index.ts';
import type { DatasetOutline } from '../registry/index.ts';

/** The parts of a dataset on which the model's shape depends. */
export type DataShape = Pick<Dataset, 'classes' | 'imageSize'>;

export interface DataPlan {
  readonly samples: Readonly<Record<SplitName, number>>;
  readonly classes: readonly string[];
  /** Size of every sample before augmentation. */
  readonly imageSize: ImageSize;
}

export function planData(dataset: Dataset): { data: DataPlan; problems: readonly Problem[] } {
  const samples = Object.fromEntries(splitNames.map((name) => [name, dataset.splits[name].length])) as Record<
    SplitName,
    number
  >;
  const classes = dataset.classes.map(({ name }) => name);
  return { data: { samples, classes, imageSize: dataset.imageSize }, problems: emptySplits(dataset) };
}

/**
 * The shape of data that is not there, from its section. Two classes if the component can't tell them without files.
 */
export function shapeWithoutData(
  { image_size: size }: Experiment['dataset'],
  outline: DatasetOutline | undefined,
): DataShape {
  const [height, width] = (Array.isArray(size) ? size : [size, size]) as [number, number];
  return { imageSize: { height, width }, classes: outline?.classes ?? unknownClasses };
}

const unknownClasses: readonly ClassInfo[] = [0, 1].map((index) => ({ name: `class ${index}`, color: [0, 0, 0] }));
