import type { OverlayOptions } from 'sharp';
import { IGNORE_INDEX, type ClassInfo, type Sample } from './sample.ts';

const gap = 4;
const legendHeight = 28;
const ignoredColor = [255, 255, 255] as const;
/** How much of an overlay is the class's colour. */
const opacity = 0.5;

/**
 * A PNG with a row for each list of samples, each as photo and photo with its mask laid over, and a legend below.
 * All samples have the same size. Background (class 0) is left as it is; ignored pixels are white.
 */
export async function drawContactSheet(rows: readonly (readonly Sample[])[], classes: readonly ClassInfo[]): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const { height, width } = rows[0]![0]!;
  const columns = Math.max(...rows.map((row) => row.length)) * 2;
  const sheet = { width: columns * (width + gap) + gap, height: rows.length * (height + gap) + gap + legendHeight };
  const tiles = rows.flatMap((row, line) =>
    row
      .flatMap((sample) => [sample.image, overlay(sample, classes)])
      .map((pixels, column): OverlayOptions => ({
        input: Buffer.from(pixels),
        raw: { width, height, channels: 3 },
        left: gap + column * (width + gap),
        top: gap + line * (height + gap),
      })),
  );
  const legend = { input: Buffer.from(legendSvg(classes, sheet.width)), left: 0, top: sheet.height - legendHeight };
  const background = { r: 32, g: 32, b: 32 };
  return sharp({ create: { ...sheet, channels: 3, background } }).composite([...tiles, legend]).png().toBuffer();
}

function overlay({ image, mask }: Sample, classes: readonly ClassInfo[]): Uint8Array {
  const out = Uint8Array.from(image);
  mask.forEach((label, pixel) => {
    if (label === 0) return;
    const color = label === IGNORE_INDEX ? ignoredColor : classes[label]!.color;
    for (let channel = 0; channel < 3; channel++) {
      out[pixel * 3 + channel] = (1 - opacity) * image[pixel * 3 + channel]! + opacity * color[channel]!;
    }
  });
  return out;
}

function legendSvg(classes: readonly ClassInfo[], width: number): string {
  const entries = [...classes, { name: 'ignored', color: ignoredColor }];
  const boxes = entries.map(({ name, color }, index) => {
    const x = gap + (index * (width - gap)) / entries.length;
    return (
      `<rect x="${x}" y="8" width="12" height="12" stroke="#888" fill="rgb(${color.join()})"/>` +
      `<text x="${x + 18}" y="18" fill="#eee" font-family="sans-serif" font-size="12">${escapeXml(name)}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${legendHeight}">${boxes.join('')}</svg>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
