import { createRandom } from '../core/random.ts';
import { resizeImage } from '../data/resize/resize-sample.ts';
import { stretchTo } from '../data/resize/resize-plan.ts';
import type { ImageSize, NamedImage } from '../data/sample.ts';
import { batchesOf, type TestInputs } from './test-inputs.ts';

/**
 * Images on which a network is compared where its photos are not there: blotches of random colours, from a few large
 * ones to many small ones, the same at every call.
 * @param own the size of the network's inputs
 * @param missing why there are no photos
 */
export function madeInputs(
  own: ImageSize,
  missing: string,
  { count, multiple, size }: { readonly count: number; readonly multiple: number; readonly size?: ImageSize },
): TestInputs {
  const up = (length: number) => Math.ceil(length / multiple) * multiple;
  const target = size ?? { height: up(own.height), width: up(own.width) };
  const images = Array.from({ length: count }, (_, index) => madeImage(index, target));
  return { split: 'made', photos: count, missing, batches: batchesOf(images) };
}

function madeImage(index: number, size: ImageSize): NamedImage {
  const random = createRandom('made input', index);
  const cells = 2 + 3 * index;
  const image = Uint8Array.from({ length: cells * cells * 3 }, () => random.integer(0, 256));
  return resizeImage({ name: `made ${index}`, height: cells, width: cells, image }, stretchTo(size), 'bilinear');
}
