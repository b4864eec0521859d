import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull, type ReportImage, type ReportPanel, type ReportPhoto } from './document.ts';
import type { EventImage } from './read/event-images.ts';
import { readSheet, type FoundEvaluation } from './read/read-detail.ts';

/** Images take up to so many bytes of a report; base64 makes them a third larger. */
export interface ImageBudget {
  bytes: number;
}

const longestSide = { panel: 1200, sheet: 1400 };
const quality = 85;
/** The most validations at which a sample is shown. */
const mostViews = 8;
const mostPanels = 24;

/**
 * The validation samples that a run drew, at several validations spread over its training: every sample at the last one
 * first, and then as many of the others as the budget has room for.
 */
export async function panelsOf(images: readonly EventImage[], budget: ImageBudget): Promise<ReportPanel[]> {
  const samples = bySample(images);
  const panels = [...samples]
    .slice(0, mostPanels)
    .map(([name, views]) => ({ name, views: spread(views, mostViews).toReversed() }));
  const found = new Map(panels.map(({ name }) => [name, [] as ReportPanel['views']]));
  for (let round = 0; round < mostViews; round++) {
    for (const { name, views } of panels) {
      const view = views[round];
      const image = view && (await drawn(view.bytes, longestSide.panel, budget));
      if (image) found.get(name)!.unshift({ ...image, step: view.step });
    }
  }
  return [...found].flatMap(([name, views]) => (views.length > 0 ? [{ name, views }] : []));
}

function bySample(images: readonly EventImage[]): Map<string, EventImage[]> {
  const samples = new Map<string, EventImage[]>();
  for (const image of images) {
    const name = panelName(image.tag);
    if (name !== undefined) samples.set(name, [...(samples.get(name) ?? []), image]);
  }
  return samples;
}

/** `panel/cat_12`; runs of earlier versions logged it in the folder of their split. */
function panelName(tag: string): string | undefined {
  return /^(?:val\/)?panel\/(.+)$/s.exec(tag)?.[1];
}

/** The worst and the best photos of an evaluation. */
export async function photosOf(evaluation: FoundEvaluation, budget: ImageBudget): Promise<ReportPhoto[]> {
  const photos: ReportPhoto[] = [];
  for (const { place, rank, photo, score, ...files } of evaluation.shown ?? []) {
    const [image, truth, prediction] = await Promise.all(
      [files.image, files.truth, files.prediction].map((file) => readFile(join(evaluation.folder, file))),
    );
    const images = [await asIs(image!, budget), await asIs(truth!, budget), await asIs(prediction!, budget)] as const;
    if (!images[0] || !images[1] || !images[2]) break;
    photos.push({
      place,
      rank,
      name: photo,
      score: orNull(score),
      image: images[0],
      truth: images[1],
      prediction: images[2],
    });
  }
  return photos;
}

/** The contact sheet, for evaluations that kept no single photos. */
export async function sheetOf(evaluation: FoundEvaluation, budget: ImageBudget): Promise<ReportImage | undefined> {
  const sheet = evaluation.shown ? undefined : await readSheet(evaluation);
  return sheet && drawn(sheet, longestSide.sheet, budget);
}

/** So many of them, evenly spread, with the first and the last. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, place) => items[Math.round((place * (items.length - 1)) / (most - 1))]!);
}

/** A image as WebP, reduced to a longest side. Undefined if the budget has no room for it, or it is damaged. */
async function drawn(bytes: Uint8Array, side: number, budget: ImageBudget): Promise<ReportImage | undefined> {
  const { default: sharp } = await import('sharp');
  const made = await sharp(bytes)
    .resize({ width: side, height: side * 4, fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  return made && within(made.data, 'webp', made.info, budget);
}

async function asIs(bytes: Uint8Array, budget: ImageBudget): Promise<ReportImage | undefined> {
  const { default: sharp } = await import('sharp');
  const read = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  return read && within(bytes, read.format, read, budget);
}

function within(
  bytes: Uint8Array,
  format: string,
  { width, height }: { readonly width: number; readonly height: number },
  budget: ImageBudget,
): ReportImage | undefined {
  if (bytes.length > budget.bytes) return undefined;
  budget.bytes -= bytes.length;
  return { source: `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`, width, height };
}
