import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { TesseraError, type Problem } from '../../core/errors/index.ts';
import type { LabelReader } from '../masks/label-reader.ts';
import type { Sample, SampleSource } from '../sample.ts';
import { photoFiles, readPhoto, type PhotoFile } from './photo-files.ts';
import { withSampleHints } from './sample-problems.ts';

/** A photo and the reader of its label map. */
export interface PhotoPair extends PhotoFile {
  readonly labels: LabelReader;
}

/** The samples of a list of files, decoded when they are read. */
export function photoPairs(pairs: readonly PhotoPair[]): SampleSource {
  return {
    ...photoFiles(pairs),
    read: (index) => withSampleHints(() => readPair(pairs[index]!)),
    fingerprint: () => fingerprint(pairs),
    files: (index) => ({ image: pairs[index]!.imageFile, mask: pairs[index]!.labels.file }),
  };
}

/** A hash of the names, the settings, and the sizes and modification times of the files. */
async function fingerprint(pairs: readonly PhotoPair[]): Promise<string> {
  const hash = createHash('sha256');
  const state = async (file: string) =>
    stat(file).then(
      ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
      () => 'missing',
    );
  for (const { name, imageFile, labels } of pairs) {
    const states = await Promise.all([state(imageFile), state(labels.file)]);
    hash.update(JSON.stringify([name, imageFile, labels.file, labels.settings, ...states]));
  }
  return hash.digest('hex');
}

async function readPair({ name, imageFile, labels: reader }: PhotoPair): Promise<Sample> {
  const [image, labels] = await bothOrProblems(readPhoto({ name, imageFile }), reader.read(imageFile));
  if (image.height !== labels.height || image.width !== labels.width) {
    const sizes = `${labels.width} x ${labels.height}, its photo ${image.width} x ${image.height}`;
    const message = `expected photo and mask of equal size, the mask ${reader.file} is ${sizes} (width x height)`;
    throw new TesseraError({ code: 'bad-image', message, hints: [`the photo is ${imageFile}`] });
  }
  return { ...image, mask: labels.data };
}

/** Waits for both. If both fail, throws the problems of both. */
async function bothOrProblems<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const problems: Problem[] = [];
  const collect = (error: unknown) => {
    if (!(error instanceof TesseraError)) throw error;
    problems.push(...error.problems);
  };
  const [a, b] = await Promise.all([first.catch(collect), second.catch(collect)]);
  if (problems.length > 0) throw new TesseraError(problems);
  return [a as A, b as B];
}
