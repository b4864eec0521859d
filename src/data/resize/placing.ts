import type { Dataset, EvaluationSize, Interpolation, SplitName } from '../dataset.ts';
import type { ImageSize } from '../sample.ts';
import { placeCropped, placeWhole, type Placement, type Resize, type ResizePolicy } from './placement.ts';

/** How the photos of a split become inputs of the network. Plain data. */
export interface Placing extends Resize {
  readonly interpolation: Interpolation;
  /** Whether inputs have whole photos; otherwise `cover` takes their centre, and `none` leaves them without padding. */
  readonly whole: boolean;
  /** The size at which they are scored. */
  readonly scoredAt: EvaluationSize;
}

/** Photos that are evaluated, by a network that needs inputs whose sides are multiples of this. */
export interface Evaluated {
  readonly multiple: number;
}

export type PlacedDataset = Pick<Dataset, 'imageSize' | 'interpolation' | 'resize' | 'evaluateAt'>;

/** The policies of a section, where one may stand for all splits. */
export function policiesOf(written: ResizePolicy | Readonly<Record<SplitName, ResizePolicy>>) {
  return typeof written === 'string' ? { train: written, val: written, test: written } : written;
}

/** The placing for training; for evaluation, if `evaluated` is given. */
export function placingOf(dataset: PlacedDataset, split: SplitName, evaluated?: Evaluated): Placing {
  const { imageSize: size, interpolation, resize, evaluateAt = 'input' } = dataset;
  const policy = resize?.[split] ?? 'cover';
  const scoredAt = evaluated ? evaluateAt : 'input';
  const whole = evaluated !== undefined && (policy === 'none' || scoredAt === 'original');
  return { policy, size, multiple: evaluated?.multiple ?? 1, interpolation, whole, scoredAt };
}

export function place(photo: ImageSize, placing: Placing): Placement {
  return placing.whole ? placeWhole(photo, placing) : placeCropped(photo, placing);
}

/** The size of every input, whatever the photo's size is; undefined if it depends on that. */
export function fixedSize({ policy, size, whole }: Placing): ImageSize | undefined {
  if (policy === 'none' || (policy === 'cover' && whole)) return undefined;
  return size;
}
