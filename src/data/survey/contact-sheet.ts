import type { OverlayOptions } from 'sharp';
import { drawCaptions, drawLegend } from './contact-sheet-text.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { type ImageSize, type Sample } from '../sample.ts';
import type { ClassInfo } from '../dataset.ts';

const gap = 4;
/** Share of the class's colour in an overlay. */
const opacity = 0.5;
const ignored: ClassInfo = { name: 'ignored', color: [255, 255, 255] };

/**
 * Draws a PNG with a row for each list of samples: a stored sample, then augmented versions of it. Each is shown as its
 * image and as its image under its mask. A legend names the classes. Class 0 isn't coloured; ignored pixels are white.
 */
export async function drawContactSheet(
  rows: readonly (readonly Sample[])[],
  classes: readonly ClassInfo[],
): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const cell = largest(rows.flat());
  const samples = Math.max(...rows.map((row) => row.length));
  const pair = 2 * (cell.width + gap);
  const width = samples * pair + gap;
  const captions = drawCaptions(['stored', ...new Array<string>(samples - 1).fill('augmented')], pair, width);
  const legend = drawLegend([...classes, ignored], width);
  const below = captions.height + rows.length * (cell.height + gap) + gap;
  const tiles = rows.flatMap((row, line) =>
    row
      .flatMap((sample) => [sample, { ...sample, image: overlay(sample, classes) }])
      .map(({ image, height, width: wide }, column): OverlayOptions => ({
        input: Buffer.from(image),
        raw: { width: wide, height, channels: 3 },
        left: gap + column * (cell.width + gap),
        top: captions.height + gap + line * (cell.height + gap),
      })),
  );
  const texts = [
    { ...captions, top: 0 },
    { ...legend, top: below },
  ].map(({ svg, top }): OverlayOptions => ({ input: Buffer.from(svg), left: 0, top }));
  const background = { r: 32, g: 32, b: 32 };
  return sharp({ create: { width, height: below + legend.height, channels: 3, background } })
    .composite([...tiles, ...texts])
    .png()
    .toBuffer();
}

/** Augmentations may change a sample's size. */
function largest(samples: readonly Sample[]): ImageSize {
  return {
    height: Math.max(...samples.map(({ height }) => height)),
    width: Math.max(...samples.map(({ width }) => width)),
  };
}

function overlay({ image, mask }: Sample, classes: readonly ClassInfo[]): Uint8Array {
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
