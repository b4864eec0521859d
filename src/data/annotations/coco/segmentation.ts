import { z } from 'zod';
import type { Kind } from '../../../core/errors/index.ts';
import type { ImageSize } from '../../sample.ts';
import { polygonRuns } from './polygon-runs.ts';
import { parseRuns } from './run-lengths.ts';

/** What an annotation draws: lists of run lengths, of which there may be none; or why it can't be drawn. */
export type Segmentation = { readonly runs: readonly (readonly number[])[] } | BadSegmentation;

export interface BadSegmentation {
  readonly kind: Kind;
  readonly detail: string;
}

const polygons = z.array(z.array(z.number()));
const flatPolygon = z.array(z.number()).transform((polygon) => [polygon]);
const runLengths = z.object({
  counts: z.union([z.string(), z.array(z.int().nonnegative())]),
  size: z.tuple([z.int(), z.int()]),
});
const schema = z.union([polygons, flatPolygon, runLengths]);

/** A polygon has at least three corners; fewer draw nothing. */
const LEAST_COORDINATES = 6;

/** Reads the `segmentation` of an annotation of a photo of this size: polygons, or run lengths, compressed or not. */
export function readSegmentation(segmentation: unknown, size: ImageSize): Segmentation {
  if (segmentation === undefined || segmentation === null) return { runs: [] };
  const parsed = schema.safeParse(segmentation);
  if (!parsed.success)
    return bad('a segmentation of another form', 'expected polygons, or run lengths with `counts` and `size`');
  return Array.isArray(parsed.data) ? drawPolygons(parsed.data, size) : checkRuns(parsed.data, size);
}

function drawPolygons(found: readonly (readonly number[])[], { height, width }: ImageSize): Segmentation {
  const odd = found.find(({ length }) => length % 2 === 1);
  if (odd) return bad('a polygon with half a corner', `expected x and y of each corner, got ${odd.length} numbers`);
  const whole = found.filter(({ length }) => length >= LEAST_COORDINATES);
  return { runs: whole.map((polygon) => polygonRuns(polygon, height, width)) };
}

function checkRuns({ counts, size }: z.output<typeof runLengths>, { height, width }: ImageSize): Segmentation {
  const [rows, columns] = size;
  if (rows !== height || columns !== width) {
    const isTurned = rows === width && columns === height;
    const order = isTurned ? '; COCO writes the height first' : '';
    const detail =
      `expected run lengths of [${height}, ${width}] pixels as its photo has, got [${rows}, ` + `${columns}]${order}`;
    return bad('run lengths of another size', detail);
  }
  const runs = typeof counts === 'string' ? parseRuns(counts) : counts;
  const pixels = runs.reduce((sum, run) => sum + run, 0);
  if (pixels === 0) return { runs: [] };
  if (runs.some((run) => !(run >= 0)) || pixels !== height * width)
    return bad('run lengths of another sum', `expected run lengths of ${height * width} pixels in all, got ${pixels}`);
  return { runs: [runs] };
}

function bad(what: string, detail: string): BadSegmentation {
  return { kind: { one: `has ${what}`, many: `have ${what}` }, detail };
}
