import type { Experiment } from '../../schemas/index.ts';
import { emptySplits } from '../data/prepare/empty-splits.ts';
import { splitNames, type ClassInfo, type Dataset, type EvaluationSize, type SplitName } from '../data/dataset.ts';
import type { ResizePolicy } from '../data/resize/placement.ts';
import { policiesOf } from '../data/resize/placing.ts';
import type { ImageSize } from '../data/sample.ts';
import type { Problem } from '../core/errors/index.ts';
import type { DatasetOutline } from '../registry/index.ts';

/** The parts of a dataset on which the model's shape depends. */
export type DataShape = Pick<Dataset, 'classes' | 'imageSize' | 'resize'>;

export interface DataPlan {
  readonly samples: Readonly<Record<SplitName, number>>;
  readonly classes: readonly string[];
  /** The size to which samples are resized, before augmentation. */
  readonly imageSize: ImageSize;
  readonly resize: Readonly<Record<SplitName, ResizePolicy>>;
  /** The size at which validation and test are scored. */
  readonly evaluateAt: EvaluationSize;
}

export function planData(dataset: Dataset): { data: DataPlan; problems: readonly Problem[] } {
  const samples = Object.fromEntries(splitNames.map((name) => [name, dataset.splits[name].length])) as Record<
    SplitName,
    number
  >;
  const classes = dataset.classes.map(({ name }) => name);
  const { imageSize, resize = policiesOf('cover'), evaluateAt = 'input' } = dataset;
  return { data: { samples, classes, imageSize, resize, evaluateAt }, problems: emptySplits(dataset) };
}

/**
 * The shape of data that is not there, from its section. Two classes if the component can't tell them without files.
 */
export function shapeWithoutData(
  { image_size: size, resize }: Experiment['dataset'],
  outline: DatasetOutline | undefined,
): DataShape {
  const [height, width] = (Array.isArray(size) ? size : [size, size]) as [number, number];
  const policies = resize as Parameters<typeof policiesOf>[0] | undefined;
  return {
    imageSize: { height, width },
    ...(policies && { resize: policiesOf(policies) }),
    classes: outline?.classes ?? unknownClasses,
  };
}

const unknownClasses: readonly ClassInfo[] = [0, 1].map((index) => ({ name: `class ${index}`, color: [0, 0, 0] }));
