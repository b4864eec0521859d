import { roundHalfEven } from '../round-half-even.ts';
import type { ImageSize } from '../sample.ts';

/**
 * How a photo becomes an input of the network. `cover`: it is resized, with its shape, to cover `size`; `fit`: to fit
 * into it; `stretch`: to exactly `size`, whatever its shape; `none`: it keeps its size.
 */
export const resizePolicies = ['cover', 'fit', 'stretch', 'none'] as const;
export type ResizePolicy = (typeof resizePolicies)[number];

export interface Resize {
  readonly policy: ResizePolicy;
  /** The experiment's `image_size`. */
  readonly size: ImageSize;
  /** What the network needs height and width of its input to be multiples of. */
  readonly multiple: number;
}

/**
 * Where a photo is in an input: it is resized to `scaled`, of which the top left corner is put at `offset`. What is
 * left of the input is padding; what lies outside of it is cut off.
 */
export interface Placement {
  /** The photo as viewers show it. */
  readonly photo: ImageSize;
  readonly scaled: ImageSize;
  /** In pixels of the input; negative where the photo is cut. */
  readonly offset: { readonly top: number; readonly left: number };
  readonly input: ImageSize;
}

/**
 * The colour of padding, RGB: the mean of ImageNet's photos. Normalised it is about 0, which is what convolutions pad
 * with themselves.
 */
export const paddingColor = [124, 116, 104] as const;

const corner = { top: 0, left: 0 };

/** The placement of the whole photo. Padding is at the right and at the bottom. */
export function placeWhole({ height, width }: ImageSize, resize: Resize): Placement {
  const { policy, size } = resize;
  const photo = { height, width };
  const scaled = scaledSize(photo, policy, size);
  const input = policy === 'fit' || policy === 'stretch' ? size : roundedUp(scaled, resize);
  return { photo, scaled, offset: corner, input };
}

/**
 * The placement of the centre, as in training: with `cover`, the input is the middle of the photo, of exactly `size`. A
 * square one is torchvision's `Resize(s)` and `CenterCrop((s, s))`; the crop's corner rounds halves to even. Other
 * policies cut nothing, and `none` pads nothing: training takes a crop.
 */
export function placeCropped({ height, width }: ImageSize, { policy, size }: Omit<Resize, 'multiple'>): Placement {
  const photo = { height, width };
  if (policy === 'none') return { photo, scaled: photo, offset: corner, input: photo };
  const scaled = scaledSize(photo, policy, size);
  if (policy !== 'cover') return { photo, scaled, offset: corner, input: size };
  // Not the rounded negative number: halves would go the same way, but -0 is not 0.
  const top = 0 - roundHalfEven((scaled.height - size.height) / 2);
  const left = 0 - roundHalfEven((scaled.width - size.width) / 2);
  return { photo, scaled, offset: { top, left }, input: size };
}

/**
 * What the sides of an input are rounded up to, where they depend on the photo: an eighth of the shorter side of
 * `size`, so that photos of many shapes have few sizes of inputs. Each size is a graph of its own, which takes time to
 * be made.
 */
export function inputStep({ size, multiple }: Pick<Resize, 'size' | 'multiple'>): number {
  return Math.max(1, Math.ceil(Math.min(size.height, size.width) / 8 / multiple)) * multiple;
}

function scaledSize(photo: ImageSize, policy: ResizePolicy, size: ImageSize): ImageSize {
  if (policy === 'none') return photo;
  if (policy === 'stretch') return size;
  const heightIsSmaller = size.height / photo.height < size.width / photo.width;
  const heightDecides = policy === 'fit' ? heightIsSmaller : size.height / photo.height >= size.width / photo.width;
  return heightDecides
    ? { height: size.height, width: truncated(size.height * photo.width, photo.height) }
    : { height: truncated(size.width * photo.height, photo.width), width: size.width };
}

/** The other side is truncated, as torchvision does. It is at least 1. */
function truncated(product: number, side: number): number {
  return Math.max(1, Math.floor(product / side));
}

/** A side of `size` stays as it is: training has it, too. */
function roundedUp({ height, width }: ImageSize, { size, multiple }: Resize): ImageSize {
  const step = inputStep({ size, multiple });
  const side = (length: number, own: number) =>
    length === own && length % multiple === 0 ? length : Math.ceil(length / step) * step;
  return { height: side(height, size.height), width: side(width, size.width) };
}
