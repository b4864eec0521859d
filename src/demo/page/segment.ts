import { labelsOfPhoto } from '../../data/resize/back-to-photo.ts';
import { placeImage } from '../../data/resize/place-sample.ts';
import { placeWhole, type Resize } from '../../data/resize/placement.ts';
import type { ImageSize, NamedImage } from '../../data/sample.ts';
import type { DemoClass, DemoDescription } from '../description.ts';
import type { Answer } from './messages.ts';
import { sizeOfLabels } from './photo-size.ts';

/**
 * The exported network.
 * @param pixels uint8 RGB, shape [1, height, width, 3]
 * @returns logits, shape [1, height, width, classes]
 */
export type RunNetwork = (pixels: Uint8Array, size: ImageSize) => Promise<Float32Array>;

/** The class of each pixel of a photo, by the same way there and back as `tessera predict` takes. */
export async function segment(
  image: NamedImage,
  { resize, sizes, classes }: Pick<DemoDescription, 'resize' | 'sizes'> & { readonly classes: readonly DemoClass[] },
  run: RunNetwork,
  now: () => number,
): Promise<Omit<Answer, 'read' | 'milliseconds'> & { readonly milliseconds: Omit<Answer['milliseconds'], 'decode'> }> {
  const start = now();
  const placement = placeWhole(image, sizes === 'free' ? resize : intoFixedSize(resize, sizes[0]!));
  const { image: pixels } = placeImage(image, placement, resize.interpolation);
  const placed = now();
  const logits = await run(pixels, placement.input);
  const answered = now();
  const size = sizeOfLabels({ height: image.height, width: image.width });
  const labels = labelsOfPhoto({ logits, classes: classes.length, placement: { ...placement, photo: size } });
  const milliseconds = { resize: placed - start, network: answered - placed, labels: now() - answered };
  return { labels, size, input: placement.input, milliseconds };
}

/** A network that takes images of one size only sees the whole photo in it. */
function intoFixedSize(resize: DemoDescription['resize'], [height, width]: readonly [number, number]): Resize {
  return {
    policy: resize.policy === 'stretch' ? 'stretch' : 'fit',
    size: { height, width },
    multiple: resize.multiple,
  };
}
