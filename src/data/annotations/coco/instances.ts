import { basename } from 'node:path';
import { z } from 'zod';
import { TesseraError } from '../../../core/errors/index.ts';
import { listed } from '../../../core/listed.ts';
import { readBytes } from '../../files/read-bytes.ts';

/**
 * The parts of an instances file that we read (https://cocodataset.org/#format-data). What an annotation draws is checked
 * when its photo is read, so that one that is wrong concerns its photo only.
 */
const instancesSchema = z.object({
  images: z.array(z.object({ id: z.int(), file_name: z.string(), height: z.int(), width: z.int() })),
  annotations: z.array(
    z.object({
      id: z.union([z.int(), z.string()]).optional(),
      image_id: z.int(),
      category_id: z.int(),
      segmentation: z.unknown().optional(),
      area: z.number().catch(0),
      iscrowd: z.union([z.literal(0), z.literal(1), z.boolean()]).catch(0),
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
  const reasons = parsed.error.issues.map(({ path, message }) => `at ${path.join('.') || 'the top'}: ${message}`);
  throw bad(listed(reasons));
}
