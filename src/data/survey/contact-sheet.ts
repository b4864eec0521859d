import type { OverlayOptions } from 'sharp';
import { drawCaptions, drawLegend } from './contact-sheet-text.ts';
import { IGNORE_INDEX, type LabelMap } from '../../tasks/semantic/mask.ts';
import type { ImageSize } from '../sample.ts';
import type { ClassInfo } from '../dataset.ts';

const gap = 4;
/** Share of the class's colour in an overlay. */
const opacity = 0.5;
const ignored: ClassInfo = { name: 'ignored', color: [255, 255, 255] };

/** An image, which is shown under its mask if it has one. */
export interface SheetCell extends ImageSize {
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly image: Uint8Array;
  /** Shape [height, width]. */
  readonly mask?: LabelMap;
}

export interface SheetRow {
  /** A line above the row. */
  readonly title?: string;
  readonly cells: readonly SheetCell[];
}

export interface ContactSheet {
  /** At the top, each above an equal number of columns. */
  readonly captions: readonly string[];
  readonly rows: readonly SheetRow[];
  /** Class 0 isn't coloured; ignored pixels are white. */
  readonly classes: readonly ClassInfo[];
}

/** Draws a PNG with rows of images and of images under masks. A legend names the classes. */
export async function drawContactSheet({ captions, rows, classes }: ContactSheet): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const cell = largest(rows.flatMap(({ cells }) => cells));
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const width = columns * (cell.width + gap) + gap;
  const head = drawCaptions(captions, (columns / captions.length) * (cell.width + gap), width);
  const texts = [{ ...head, top: 0 }];
  const tiles: OverlayOptions[] = [];
  let top = head.height;
  for (const { title, cells } of rows) {
    if (title !== undefined) {
      const line = drawCaptions([title], width, width);
      texts.push({ ...line, top });
      top += line.height;
    }
    tiles.push(...cells.map((one, column) => tileAt(one, classes, gap + column * (cell.width + gap), top + gap)));
    top += cell.height + gap;
  }
  const legend = drawLegend([...classes, ignored], width);
  texts.push({ ...legend, top: top + gap });
  const background = { r: 32, g: 32, b: 32 };
  return sharp({ create: { width, height: top + gap + legend.height, channels: 3, background } })
    .composite([...tiles, ...texts.map(({ svg, top: at }) => ({ input: Buffer.from(svg), left: 0, top: at }))])
    .png()
    .toBuffer();
}

/** Images may have different sizes, such as after an augmentation. */
function largest(cells: readonly ImageSize[]): ImageSize {
  return {
    height: Math.max(...cells.map(({ height }) => height)),
    width: Math.max(...cells.map(({ width }) => width)),
  };
}

function tileAt(cell: SheetCell, classes: readonly ClassInfo[], left: number, top: number): OverlayOptions {
  const { height, width, image, mask } = cell;
  const pixels = mask ? overlay(image, mask, classes) : image;
  return { input: Buffer.from(pixels), raw: { width, height, channels: 3 }, left, top };
}

function overlay(image: Uint8Array, mask: LabelMap, classes: readonly ClassInfo[]): Uint8Array {
  const out = Uint8Array.from(image);
  mask.forEach((label, pixel) => {
    if (label === 0) return;
    const { color } = label === IGNORE_INDEX ? ignored : classes[label]!;
    for (let channel = 0; channel < 3; channel++) {
      out[pixel * 3 + channel] = (1 - opacity) * image[pixel * 3 + channel]! + opacity * color[channel]!;
    }
  });
  return out;
}
