import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { allOrProblems, TesseraError } from '../../core/errors/index.ts';
import { orient } from '../images/orient.ts';
import { openImage, type OpenImage } from '../images/read-image.ts';
import type { LabelMap, LabelReader, OpenLabels } from '../masks/label-reader.ts';
import { resizeNearest } from '../resize/resize-nearest.ts';
import type { ResizePlan } from '../resize/resize-plan.ts';
import type { ImageSize, Sample, SampleSource } from '../sample.ts';
import { photoFiles, type PhotoFile } from './photo-files.ts';
import { photoFacts, type ExaminedSample } from './sample-facts.ts';
import { withSampleHints } from './sample-problems.ts';

/** A photo and the reader of its label map. */
export interface PhotoPair extends PhotoFile {
  readonly labels: LabelReader;
}

/** How masks lie on photos that EXIF turns: as viewers show the photo, or as its pixels are stored. */
export const maskOrientations = ['as-shown', 'as-stored'] as const;
export type MaskOrientation = (typeof maskOrientations)[number];

/** Whether masks have their photos' sizes, or are resized to them. */
export const maskSizes = ['as-photo', 'resized'] as const;
export type MaskSize = (typeof maskSizes)[number];

/** Changes when the same files give other samples than before, so that nothing that is kept of them is used. */
const READING = 3;

/**
 * The samples of a list of files, decoded when they are read. Photos are as viewers show them.
 * @param sizes undefined where the configuration has no say, so that no message names its key
 */
export function photoPairs(
  pairs: readonly PhotoPair[],
  masksAre: MaskOrientation = 'as-shown',
  sizes?: MaskSize,
): SampleSource {
  const readOne = (index: number) => withSampleHints(() => readPair(pairs[index]!, { masksAre, sizes }));
  const examine = async (index: number): Promise<ExaminedSample> => {
    const { sample, labels, photo } = await readOne(index);
    const { orientation } = photo;
    const turned = orientation > 1 && { turned: { orientation, fitsBoth: fitsBoth(photo) } };
    const remarks = labels.remarks && {
      remarks: labels.remarks.map(({ kind, of }) => ({ kind, of: of ?? sample.name })),
    };
    return { sample, facts: { photo: { ...photoFacts(sample, labels.count?.()), ...turned, ...remarks } } };
  };
  return {
    ...photoFiles(pairs),
    read: async (index) => (await readOne(index)).sample,
    examine,
    fingerprint: () => fingerprint(pairs, [READING, masksAre, ...(sizes === 'resized' ? [sizes] : [])]),
    files: (index) => ({ image: pairs[index]!.imageFile, masks: pairs[index]!.labels.files }),
  };
}

/** A hash of the names, the settings, and the sizes and modification times of the files. */
async function fingerprint(pairs: readonly PhotoPair[], reading: readonly unknown[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(reading));
  const state = async (file: string) =>
    stat(file).then(
      ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
      () => 'missing',
    );
  for (const { name, imageFile, labels } of pairs) {
    const states = await Promise.all([imageFile, ...labels.files].map(state));
    hash.update(JSON.stringify([name, imageFile, ...labels.files, labels.settings, ...states]));
  }
  return hash.digest('hex');
}

interface Masks {
  readonly masksAre: MaskOrientation;
  readonly sizes: MaskSize | undefined;
}

/** Compares the sizes that the headers say, then decodes both at a time. */
async function readPair(
  { name, imageFile, labels: reader }: PhotoPair,
  masks: Masks,
): Promise<{ sample: Sample; labels: LabelMap; photo: OpenImage }> {
  const [photo, opened] = await allOrProblems([openImage(imageFile), reader.open(imageFile)]);
  checkSizes(photo, opened, { imageFile, maskFile: reader.files[0]!, ...masks });
  const [image, labels] = await allOrProblems([photo.decode(), opened.read()]);
  const { height, width, data } = image;
  const isStored = masks.masksAre === 'as-stored';
  const turned = isStored ? orient(labels.data, 1, labels, photo.orientation) : labels.data;
  const size = isStored ? asStored({ ...labels, orientation: photo.orientation }) : labels;
  const mask = isSame(size, image) ? turned : resizeNearest(turned, 1, size, wholeOf(image));
  return { sample: { name, height, width, image: data, mask }, labels, photo };
}

function wholeOf({ height, width }: ImageSize): ResizePlan {
  return { size: { height, width }, window: { top: 0, left: 0, height, width } };
}

/** @throws TesseraError `bad-image` */
function checkSizes(
  photo: OpenImage,
  mask: OpenLabels,
  { imageFile, maskFile, masksAre, sizes }: Masks & { imageFile: string; maskFile: string },
): void {
  const [wanted, other] = masksAre === 'as-shown' ? [photo, asStored(photo)] : [asStored(photo), photo];
  const shaped = hasShapeOf(wanted, mask);
  if (isSame(wanted, mask) || (shaped && sizes === 'resized')) return;
  const both = `${sizeText(mask)}, its photo ${sizeText(wanted)}`;
  const message = `expected photo and mask of equal size, the mask ${maskFile} is ${both} (width x height)`;
  const fits = isSame(other, mask);
  const says = `its EXIF orientation is ${photo.orientation}`;
  const key = masksAre === 'as-shown' ? 'as-stored' : 'as-shown';
  const hints = fits
    ? [
        `the photo is ${imageFile}; ${says}, and the mask fits it ${key.replace('-', ' ')}: ` +
          `\`mask_orientation: ${key}\``,
      ]
    : [
        `the photo is ${imageFile}${photo.orientation > 1 ? `; ${says}` : ''}`,
        ...(shaped && sizes !== undefined ? ['they have the same shape: `mask_size: resized` resizes masks'] : []),
      ];
  throw new TesseraError({
    code: 'bad-image',
    message,
    hints,
    of: {
      group: { one: 'mask has another size than its photo', many: 'masks have another size than their photos' },
      file: maskFile,
      detail: both,
    },
  });
}

/** Whether both have the same shape, but for what a side of whole pixels can't say. */
export function hasShapeOf(photo: ImageSize, mask: ImageSize): boolean {
  const pixel = Math.max(photo.height, photo.width, mask.height, mask.width);
  return Math.abs(mask.height * photo.width - mask.width * photo.height) <= pixel;
}

function asStored({ height, width, orientation }: ImageSize & Pick<OpenImage, 'orientation'>): ImageSize {
  return orientation >= 5 ? { height: width, width: height } : { height, width };
}

function fitsBoth(photo: OpenImage): boolean {
  return isSame(photo, asStored(photo));
}

function isSame(a: ImageSize, b: ImageSize): boolean {
  return a.height === b.height && a.width === b.width;
}

function sizeText({ height, width }: ImageSize): string {
  return `${width} x ${height}`;
}
