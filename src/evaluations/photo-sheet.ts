import type { ClassInfo } from '../data/dataset.ts';
import { drawContactSheet, type SheetRow } from '../data/survey/contact-sheet.ts';
import type { KeptPhoto, ShownExtremes } from './extremes.ts';

/**
 * A contact sheet of the worst photos, then of the best ones: each as its image, under its mask, and under the
 * prediction, with its score. Undefined if no photo has a score.
 */
export async function drawPhotoSheet(
  extremes: ShownExtremes,
  classes: readonly ClassInfo[],
): Promise<Uint8Array | undefined> {
  const rows = [
    ...extremes.worst().map((photo, index) => asRow(photo, `worst ${index + 1}`)),
    ...extremes.best().map((photo, index) => asRow(photo, `best ${index + 1}`)),
  ];
  if (rows.length === 0) return undefined;
  return drawContactSheet({ captions: ['image', 'ground truth', 'prediction'], rows, classes });
}

function asRow({ name, score, image, mask, prediction, height, width }: KeptPhoto, place: string): SheetRow {
  const cells = [{ image }, { image, mask }, { image, mask: prediction }];
  return {
    title: `${place}: IoU ${score.toFixed(4)}, ${name}`,
    cells: cells.map((cell) => ({ ...cell, height, width })),
  };
}
