import { TesseraError, type Kind, type Problem } from '../../../core/errors/index.ts';
import { IGNORE_INDEX } from '../../../tasks/semantic/mask.ts';
import type { LabelMap } from '../../masks/label-reader.ts';
import type { BadInstance, Instance, InstanceImage } from './instances.ts';
import { forEachPixel } from './run-lengths.ts';
import { readSegmentation, type BadSegmentation } from './segmentation.ts';

/**
 * Paints instances onto class 0, the largest first, so that small ones stay visible where they overlap. Pixels of
 * crowds are ignored. `classOf` gives the class of a category; instances of categories without a class are left out,
 * and so, with a remark, are those that have no segmentation.
 * @param bad instances of the photo that are known to be wrong
 * @throws TesseraError `bad-annotation` for every instance that can't be drawn
 */
export function labelMap(
  image: InstanceImage,
  instances: readonly Instance[],
  classOf: ReadonlyMap<number, number>,
  bad: readonly BadInstance[] = [],
): LabelMap {
  const { height, width } = image;
  const drawn: Drawn[] = [];
  const problems: Problem[] = bad.map(({ id, reason: detail }) =>
    cannotBeDrawn({ id }, image, { kind: isWrong, detail }),
  );
  const empty: string[] = [];
  for (const instance of instances) {
    const label = classOf.get(instance.category_id);
    if (label === undefined) continue;
    const segmentation = readSegmentation(instance.segmentation, image);
    if ('kind' in segmentation) problems.push(cannotBeDrawn(instance, image, segmentation));
    else if (segmentation.runs.length === 0) empty.push(nameOf(instance, image));
    else
      drawn.push({
        ...segmentation,
        label: instance.iscrowd ? IGNORE_INDEX : label,
        area: areaOf(instance, segmentation.runs),
      });
  }
  if (problems.length > 0) throw new TesseraError(problems);
  const data = new Uint8Array(height * width);
  for (const { runs, label } of drawn.sort((a, b) => b.area - a.area))
    for (const lengths of runs) forEachPixel(lengths, height, width, (pixel) => (data[pixel] = label));
  return { height, width, data, ...(empty.length > 0 && { remarks: empty.map((of) => ({ kind: isEmpty, of })) }) };
}

interface Drawn {
  readonly runs: readonly (readonly number[])[];
  readonly label: number;
  readonly area: number;
}

const isEmpty: Kind = {
  one: 'annotation has no segmentation and is left out',
  many: 'annotations have no segmentation and are left out',
};

const isWrong: Kind = { one: 'is no COCO annotation', many: 'are no COCO annotations' };

/** As the file says; where it says none, the pixels in runs. */
function areaOf({ area }: Instance, runs: readonly (readonly number[])[]): number {
  const pixelsOf = (lengths: readonly number[]) =>
    lengths.reduce((sum, length, index) => sum + (index % 2) * length, 0);
  return area > 0 ? area : runs.reduce((sum, lengths) => sum + pixelsOf(lengths), 0);
}

function cannotBeDrawn(
  instance: Pick<Instance, 'id'>,
  image: InstanceImage,
  { kind, detail }: BadSegmentation,
): Problem {
  const name = nameOf(instance, image);
  return {
    code: 'bad-annotation',
    message: `the ${name} cannot be drawn: ${detail}`,
    of: { group: { one: 'annotation cannot be drawn', many: 'annotations cannot be drawn' }, file: name, kind, detail },
  };
}

/** `annotation 17 of street.jpg`, by the id in the file. */
function nameOf({ id }: Pick<Instance, 'id'>, { file_name }: InstanceImage): string {
  return `annotation ${id === undefined ? 'without an id' : id} of ${file_name}`;
}
