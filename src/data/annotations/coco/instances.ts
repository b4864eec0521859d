import { basename } from 'node:path';
import { z } from 'zod';
import { TesseraError } from '../../../core/errors/index.ts';
import { listed } from '../../../core/listed.ts';
import { readBytes } from '../../files/read-bytes.ts';

/**
 * The parts of an instances file that we read (https://cocodataset.org/#format-data). Of a photo, further keys are
 * kept: it may be grouped by one.
 */
const imageSchema = z.looseObject({ id: z.int(), file_name: z.string(), height: z.int(), width: z.int() });
const instanceSchema = z.object({
  id: z.union([z.int(), z.string()]).optional(),
  image_id: z.int(),
  category_id: z.int(),
  segmentation: z.unknown().optional(),
  area: z.number().catch(0),
  iscrowd: z.union([z.literal(0), z.literal(1), z.boolean()]).catch(0),
});
const instancesSchema = z.object({
  images: z.array(imageSchema),
  annotations: z.array(z.unknown()),
  categories: z.array(z.object({ id: z.int(), name: z.string() })),
});
export type InstanceImage = z.output<typeof imageSchema>;
/** What it draws is checked when its photo is read, so that one that is wrong concerns its photo only. */
export type Instance = z.output<typeof instanceSchema>;

/** An annotation that can't be drawn. */
export interface BadInstance {
  readonly id?: string | number | undefined;
  readonly image_id: number;
  readonly reason: string;
}

export interface Instances extends Omit<z.output<typeof instancesSchema>, 'annotations'> {
  readonly annotations: readonly Instance[];
  /** Those of other content, by the photos that they name. */
  readonly bad: readonly BadInstance[];
  /** Names of those that name none of the photos. */
  readonly lost: readonly string[];
}

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
  if (parsed.success) return { ...parsed.data, ...sorted(parsed.data) };
  throw bad(reasonsOf(parsed.error));
}

/** Whether an annotation is wrong or of no photo concerns itself, and not the file. */
function sorted({
  images,
  annotations,
}: z.output<typeof instancesSchema>): Pick<Instances, 'annotations' | 'bad' | 'lost'> {
  const known = new Set(images.map(({ id }) => id));
  const good: Instance[] = [];
  const bad: BadInstance[] = [];
  const lost: string[] = [];
  for (const [index, annotation] of annotations.entries()) {
    const parsed = instanceSchema.safeParse(annotation);
    const { id, image_id } = named.parse(annotation);
    if (image_id === undefined || !known.has(image_id)) lost.push(`annotation ${id ?? `at position ${index}`}`);
    else if (parsed.success) good.push(parsed.data);
    else bad.push({ id, image_id, reason: reasonsOf(parsed.error) });
  }
  return { annotations: good, bad, lost };
}

/** What an annotation is called and which photo it names, as far as it says so. */
const named = z
  .object({
    id: instanceSchema.shape.id.catch(undefined),
    image_id: instanceSchema.shape.image_id.optional().catch(undefined),
  })
  .catch({ id: undefined, image_id: undefined });

function reasonsOf({ issues }: z.ZodError): string {
  return listed(issues.map(({ path, message }) => `at ${path.join('.') || 'the top'}: ${message}`));
}
