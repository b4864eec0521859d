import { basename } from 'node:path';
import { z } from 'zod';
import { TesseraError } from '../../../core/errors/index.ts';
import { readBytes } from '../../files/read-bytes.ts';
import { IGNORE_INDEX } from '../../../tasks/semantic/mask.ts';
import type { LabelMap } from '../../masks/label-reader.ts';
import { polygonRuns } from './polygon-runs.ts';
import { forEachPixel, parseRuns } from './run-lengths.ts';

const runLengths = z.object({ counts: z.union([z.string(), z.array(z.int())]), size: z.tuple([z.int(), z.int()]) });

/** The parts of an instances file that we read (https://cocodataset.org/#format-data). */
const instancesSchema = z.object({
  images: z.array(z.object({ id: z.int(), file_name: z.string(), height: z.int(), width: z.int() })),
  annotations: z.array(
    z.object({
      image_id: z.int(),
      category_id: z.int(),
      segmentation: z.union([z.array(z.array(z.number())), runLengths]),
      area: z.number().default(0),
      iscrowd: z.union([z.literal(0), z.literal(1)]).default(0),
    }),
  ),
  categories: z.array(z.object({ id: z.int(), name: z.string() })),
});
export type Instances = z.output<typeof instancesSchema>;
export type InstanceImage = Instances['images'][number];
export type Instance = Instances['annotations'][number];

/** @throws TesseraError `file-missing`, `bad-dataset` */
export async function readInstances(file: string, key: string): Promise<Instances> {
  const bytes = readBytes(file, {
    code: 'file-missing',
    path: key,
    message: `the instances file ${file} does not exist`,
  });
  const bad = (reason: string) =>
    new TesseraError({ code: 'bad-dataset', path: key, message: `${file} is not a COCO instances file: ${reason}` });
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw bad(`${basename(file)} is not JSON (${String(error)})`);
  }
  const parsed = instancesSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bad(`at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? 'unknown'}`);
}

/**
 * Paints instances onto class 0, the largest first, so that small ones stay visible where they overlap. Pixels of
 * crowds are ignored. `classOf` gives the class of a category; instances of categories without a class are left out.
 */
export function labelMap(
  image: InstanceImage,
  instances: readonly Instance[],
  classOf: ReadonlyMap<number, number>,
): LabelMap {
  const { height, width } = image;
  const data = new Uint8Array(height * width);
  for (const { category_id, segmentation, iscrowd } of [...instances].sort((a, b) => b.area - a.area)) {
    const label = classOf.get(category_id);
    if (label === undefined) continue;
    const paint = (pixel: number) => (data[pixel] = iscrowd ? IGNORE_INDEX : label);
    for (const runs of runsOf(segmentation, image)) forEachPixel(runs, height, width, paint);
  }
  return { height, width, data };
}

function runsOf(segmentation: Instance['segmentation'], { height, width }: InstanceImage): number[][] {
  if (Array.isArray(segmentation)) return segmentation.map((polygon) => polygonRuns(polygon, height, width));
  const { counts } = segmentation;
  return [typeof counts === 'string' ? parseRuns(counts) : counts];
}
