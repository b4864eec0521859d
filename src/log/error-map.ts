import { IGNORE_INDEX } from '../tasks/semantic/mask.ts';
import { encodePng } from './encode-png.ts';
import type { PngImage } from './logger.ts';
import { type PanelInput, tileOf } from './panel.ts';

/**
 * Draws where a prediction is wrong: in red, on the image in dim grey. Ignored pixels are white. As large as a tile of
 * `drawPanel`.
 */
export async function drawErrorMap(input: Omit<PanelInput, 'classes'>): Promise<PngImage> {
  const { image, mask, prediction, width } = input;
  const tile = tileOf(input);
  const pixels = new Uint8Array(tile.height * tile.width * 3);
  for (let row = 0; row < tile.height; row++) {
    for (let column = 0; column < tile.width; column++) {
      const source = row * tile.stride * width + column * tile.stride;
      const target = (row * tile.width + column) * 3;
      if (mask[source] === IGNORE_INDEX) pixels.set(ignoredColor, target);
      else if (mask[source] !== prediction[source]) pixels.set(wrongColor, target);
      else pixels.fill(dimmed(image, source * 3), target, target + 3);
    }
  }
  return encodePng(pixels, tile);
}

const ignoredColor = [255, 255, 255] as const;
const wrongColor = [230, 0, 38] as const;

/** Half of a pixel's brightness (ITU-R BT.601). */
function dimmed(image: Uint8Array, at: number): number {
  return (0.299 * image[at]! + 0.587 * image[at + 1]! + 0.114 * image[at + 2]!) / 2;
}
