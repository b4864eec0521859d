import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { allOrProblems, TesseraError } from '../../core/errors/index.ts';
import { orient } from '../images/orient.ts';
import { openImage, type OpenImage } from '../images/read-image.ts';
import type { LabelMap, LabelReader, OpenLabels } from '../masks/label-reader.ts';
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

/** Changes when the same files give other samples than before, so that nothing that is kept of them is used. */
const READING = 3;

/** The samples of a list of files, decoded when they are read. Photos are as viewers show them. */
export function photoPairs(pairs: readonly PhotoPair[], masksAre: MaskOrientation = 'as-shown'): SampleSource {
  const examine = async (index: number): Promise<ExaminedSample> => {
    const { sample, labels, photo } = await withSampleHints(() => readPair(pairs[index]!, masksAre));
    const { orientation } = photo;
    const turned = orientation > 1 && { turned: { orientation, fitsBoth: fitsBoth(photo) } };
    const remarks = labels.remarks && {
      remarks: labels.remarks.map(({ kind, of }) => ({ kind, of: of ?? sample.name })),
    };
    return { sample, facts: { photo: { ...photoFacts(sample, labels.count?.()), ...turned, ...remarks } } };
  };
  return {
    ...photoFiles(pairs),
    read: async (index) => (await withSampleHints(() => readPair(pairs[index]!, masksAre))).sample,
    examine,
    fingerprint: () => fingerprint(pairs, masksAre),
    files: (index) => ({ image: pairs[index]!.imageFile, masks: pairs[index]!.labels.files }),
  };
}

/** A hash of the names, the settings, and the sizes and modification times of the files. */
async function fingerprint(pairs: readonly PhotoPair[], masksAre: MaskOrientation): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([READING, masksAre]));
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

/** Compares the sizes that the headers say, then decodes both at a time. */
async function readPair(
  { name, imageFile, labels: reader }: PhotoPair,
  masksAre: MaskOrientation,
): Promise<{ sample: Sample; labels: LabelMap; photo: OpenImage }> {
  const [photo, mask] = await allOrProblems([openImage(imageFile), reader.open(imageFile)]);
  checkSizes(photo, mask, { imageFile, maskFile: reader.files[0]!, masksAre });
  const [image, labels] = await allOrProblems([photo.decode(), mask.read()]);
  const { height, width, data } = image;
  const turned = masksAre === 'as-stored' ? orient(labels.data, 1, labels, photo.orientation) : labels.data;
  return { sample: { name, height, width, image: data, mask: turned }, labels, photo };
}

/** @throws TesseraError `bad-image` */
function checkSizes(
  photo: OpenImage,
  mask: OpenLabels,
  { imageFile, maskFile, masksAre }: { imageFile: string; maskFile: string; masksAre: MaskOrientation },
): void {
  const [wanted, other] = masksAre === 'as-shown' ? [photo, asStored(photo)] : [asStored(photo), photo];
  if (isSame(wanted, mask)) return;
  const sizes = `${sizeText(mask)}, its photo ${sizeText(wanted)}`;
  const message = `expected photo and mask of equal size, the mask ${maskFile} is ${sizes} (width x height)`;
  const fits = isSame(other, mask);
  const says = `its EXIF orientation is ${photo.orientation}`;
  const key = masksAre === 'as-shown' ? 'as-stored' : 'as-shown';
  const hints = fits
    ? [
        `the photo is ${imageFile}; ${says}, and the mask fits it ${key.replace('-', ' ')}: \`mask_orientation: ${key}\``,
      ]
    : [`the photo is ${imageFile}${photo.orientation > 1 ? `; ${says}` : ''}`];
  throw new TesseraError({
    code: 'bad-image',
    message,
    hints,
    of: {
      group: { one: 'mask has another size than its photo', many: 'masks have another size than their photos' },
      file: maskFile,
      detail: `${sizeText(mask)}, its photo ${sizeText(wanted)}`,
    },
  });
}

function asStored({ height, width, orientation }: OpenImage): ImageSize {
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
