import { allOrProblems, TesseraError, type Problem } from '../../core/errors/index.ts';
import type { StoredValues } from '../formats/raster.ts';
import type { LabelReader } from './label-reader.ts';
import { hasNoMask } from './mask-problems.ts';
import { openMask, type OpenMask } from './open-mask.ts';
import { storedValues } from './stored-values.ts';

/** The mask of one object. */
export interface ObjectFile {
  readonly file: string;
  /** Class index or `IGNORE_INDEX` of the object. */
  readonly label: number;
}

/**
 * Merges masks of one object each, all of one photo. Pixels above half of a mask's largest value are the object's;
 * where no object is, the label is 0. Where objects overlap, the one with the fewest pixels lies on top, of equal ones
 * the later.
 */
export function objectMasks(objects: readonly ObjectFile[]): LabelReader {
  return {
    files: objects.map(({ file }) => file),
    settings: JSON.stringify(['objects', ...objects.map(({ label }) => label)]),
    async open(photo) {
      const masks = await openAll(objects, photo);
      const { height, width } = masks[0]!.mask;
      const read = async () => {
        const decoded = await allOrProblems(
          masks.map(async ({ mask, label }) => ({ label, pixels: pixelsOf(await mask.decode()) })),
        );
        const data = new Uint8Array(height * width);
        for (const { pixels, label } of decoded.sort((a, b) => b.pixels.length - a.pixels.length))
          for (const pixel of pixels) data[pixel] = label;
        return { height, width, data };
      };
      return { height, width, read };
    },
  };
}

interface OpenObject extends ObjectFile {
  readonly mask: OpenMask<StoredValues>;
}

/** @throws TesseraError with the problems of all masks; `bad-image` for those whose size is not that of the first */
async function openAll(objects: readonly ObjectFile[], photo: string): Promise<readonly OpenObject[]> {
  const opened = await allOrProblems(
    objects.map(async ({ file, label }) => ({ file, label, mask: await openMask(file, photo, storedValues) })),
  );
  const first = opened[0];
  if (!first) throw new TesseraError(hasNoMask(photo, 'there is none of an object'));
  const others = opened.filter(({ mask }) => mask.height !== first.mask.height || mask.width !== first.mask.width);
  if (others.length > 0) throw new TesseraError(others.map((other) => otherSize(other, first)));
  return opened;
}

function otherSize(other: OpenObject, first: OpenObject): Problem {
  const sizeOf = ({ mask: { height, width } }: OpenObject) => `${width} x ${height}`;
  return {
    code: 'bad-image',
    message:
      `expected the masks of a photo's objects to have one size, ${other.file} is ${sizeOf(other)}, ` +
      `${first.file} is ${sizeOf(first)} (width x height)`,
    of: {
      group: {
        one: 'mask of an object has another size than the others of its photo',
        many: 'masks of objects have another size than the others of their photos',
      },
      file: other.file,
      detail: `${sizeOf(other)}, not ${sizeOf(first)}`,
    },
  };
}

/** The positions of an object's pixels. Most of a mask is 0. */
function pixelsOf(values: StoredValues): readonly number[] {
  const found: number[] = [];
  let largest = 0;
  for (let pixel = 0; pixel < values.length; pixel++) {
    const value = values[pixel]!;
    if (value <= 0) continue;
    found.push(pixel);
    if (value > largest) largest = value;
  }
  return found.filter((pixel) => 2 * values[pixel]! > largest);
}
