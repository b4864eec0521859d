import { IGNORE_INDEX } from '../tasks/semantic/mask.ts';
import type { ClassInfo } from '../data/dataset.ts';
import type { ImageSize } from '../data/sample.ts';
import { encodePng } from './encode-png.ts';
import type { PngImage } from './logger.ts';

export interface PanelInput {
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly image: Uint8Array;
  /** Ground truth: class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly mask: Uint8Array;
  /** Class index, shape [height, width]. */
  readonly prediction: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly classes: readonly ClassInfo[];
}

/**
 * Draws image | ground truth | prediction side by side with a thin gap. Masks are drawn in the classes' colours,
 * ignored pixels are white, and values that are neither a class nor ignored are magenta. Images larger than
 * `maxTileSize` are reduced by a whole factor, because TensorBoard keeps every image in memory.
 */
export async function drawPanel({ image, mask, prediction, height, width, classes }: PanelInput): Promise<PngImage> {
  const tile = tileOf({ height, width });
  const panel = { height: tile.height, width: 3 * tile.width + 2 * gap };
  const pixels = new Uint8Array(panel.height * panel.width * 3).fill(gapLevel);
  const palette = paletteOf(classes);

  for (let row = 0; row < tile.height; row++) {
    for (let column = 0; column < tile.width; column++) {
      const source = row * tile.stride * width + column * tile.stride;
      const target = (row * panel.width + column) * 3;
      const nextTile = (tile.width + gap) * 3;
      copyColor(pixels, target, image, source * 3);
      copyColor(pixels, target + nextTile, palette, mask[source]! * 3);
      copyColor(pixels, target + 2 * nextTile, palette, prediction[source]! * 3);
    }
  }
  return encodePng(pixels, panel);
}

/** How large an image is drawn, and that it takes every `stride`-th row and column. */
export function tileOf({ height, width }: ImageSize): ImageSize & { readonly stride: number } {
  const stride = Math.ceil(Math.max(height, width) / maxTileSize);
  return { height: Math.ceil(height / stride), width: Math.ceil(width / stride), stride };
}

/**
 * A table of the classes' colours for the text view. Colours are written as text, since the view's filter removes
 * styles.
 */
export function legendMarkdown(classes: readonly ClassInfo[]): string {
  const rows = classes.map(({ name, color }, index) => `| ${index} | ${name} | \`${hexColor(color)}\` |`);
  return [
    '| class | name | colour |',
    '| ---: | --- | --- |',
    ...rows,
    `| ${IGNORE_INDEX} | ignored | \`#ffffff\` |`,
  ].join('\n');
}

const maxTileSize = 512;
const gap = 4;
const gapLevel = 128;
const ignoredColor = [255, 255, 255] as const;
const unknownColor = [255, 0, 255] as const;

/** 256 colours, shape [256, 3]. */
function paletteOf(classes: readonly ClassInfo[]): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  for (let value = 0; value < 256; value++) {
    const color = value === IGNORE_INDEX ? ignoredColor : (classes[value]?.color ?? unknownColor);
    palette.set(color, value * 3);
  }
  return palette;
}

function copyColor(target: Uint8Array, targetOffset: number, source: Uint8Array, sourceOffset: number): void {
  for (let channel = 0; channel < 3; channel++) target[targetOffset + channel] = source[sourceOffset + channel]!;
}

function hexColor(color: ClassInfo['color']): string {
  return `#${color.map((level) => level.toString(16).padStart(2, '0')).join('')}`;
}
