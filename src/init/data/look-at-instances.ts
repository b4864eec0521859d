import { join } from 'node:path';
import { isMissingPackage, numbered, TesseraError } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import { readInstances, type Instances } from '../../data/annotations/coco/instances.ts';
import { openImage } from '../../data/images/read-image.ts';
import { badAnnotations } from './bad-annotations.ts';
import { cocoLayout, type CocoLayout } from './coco-layout.ts';
import type { Answers, DataGuess } from './data-guess.ts';
import { mayBePhoto, type DataFile } from './data-file.ts';
import { evenly } from './evenly.ts';
import { guessSizes } from './photo-sizes.ts';
import { sharesFor } from './find-splits.ts';

/** With more JSON files, they are annotations of single photos. */
const MOST = 12;
const SIZES = 100;
const undrawable = { one: 'annotation cannot be drawn', many: 'annotations cannot be drawn' };

/**
 * What COCO's instances files say of the photos: of the files that were given, else of those among `files`. Undefined
 * if there are none. @throws TesseraError if a file that was given is none, or its photos are not there
 */
export async function lookAtInstances(
  root: string,
  given: readonly string[],
  files: readonly DataFile[],
): Promise<((answers: Answers) => DataGuess) | undefined> {
  const candidates =
    given.length > 0 ? given : files.filter(({ suffix }) => suffix === '.json').map(({ path }) => path);
  if (candidates.length === 0 || candidates.length > MOST) return undefined;
  const read = await Promise.all(candidates.map((path) => readOne(root, path, given.length > 0)));
  const instances = read.filter((one) => one !== undefined);
  if (instances.length === 0) return undefined;
  const layout = cocoLayout(instances, files);
  if (!layout) throw photosMissing(instances);
  const sizes = await photoSizes(root, files.filter(mayBePhoto));
  const photos = layout.splits.reduce((sum, one) => sum + one.photos, 0);
  const wrong = instances.flatMap((one) => badAnnotations(one.instances));
  const bad = [
    ...(layout.missing.length > 0
      ? [`${layout.missing.length} photos that are named are not there: ${listed(layout.missing, 3)}`]
      : []),
    ...(wrong.length > 0 ? [`${numbered(wrong.length, undrawable)}: ${listed(wrong, 3)}`] : []),
  ];
  const named = layout.splits.every(({ split }) => split !== undefined) && layout.splits.length > 1;
  return ({ classes }) => ({
    root,
    layout: { type: 'coco', ...withClasses(layout, classes), bad, ...(!named && { splitShares: sharesFor(photos) }) },
    sizes,
    found: [
      'COCO instances: ' +
        `${layout.splits.map(({ annotations, photos: own }) => `${annotations} (${own} photos)`).join(', ')}`,
      `${layout.classes.length} categories with annotations: ${listed(
        layout.classes.map(({ name, annotations }) => `${name} (${annotations})`),
        12,
      )}; all other pixels are background`,
      sizes.found,
    ],
    unsure: [...(named ? [] : ['no instances files for splits: the photos are divided at random']), ...bad],
    questions: [],
  });
}

interface ReadInstances {
  readonly path: string;
  readonly instances: Instances;
}

async function readOne(root: string, path: string, isGiven: boolean): Promise<ReadInstances | undefined> {
  try {
    return { path, instances: await readInstances(join(root, path), '--data') };
  } catch (error) {
    if (isGiven || !(error instanceof TesseraError)) throw error;
    return undefined;
  }
}

function photosMissing(instances: readonly ReadInstances[]): TesseraError {
  const [first] = instances;
  const name = first?.instances.images[0]?.file_name;
  return new TesseraError({
    code: 'bad-dataset',
    message:
      `expected the photos that ${first?.path} names, got none of ` +
      `them${name === undefined ? '' : `, such as ${name}`}`,
    hints: ['name their folder first: `tessera init --data <photos> <instances.json>`'],
  });
}

/** Only these categories, in this order; `background` is class 0 anyway. @throws TesseraError `bad-argument` */
function withClasses(layout: CocoLayout, classes: readonly string[] | undefined): CocoLayout {
  if (!classes) return layout;
  const known = new Map(layout.classes.map((own) => [own.name, own]));
  const wanted = classes.filter((name) => name !== 'background');
  const unknown = wanted.filter((name) => !known.has(name));
  if (unknown.length === 0) return { ...layout, classes: wanted.map((name) => known.get(name)!) };
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected categories of the instances files for \`--classes\`, got ${listed(unknown)}`,
    hints: [`its categories: ${listed([...known.keys()], 100)}`],
  });
}

async function photoSizes(root: string, photos: readonly DataFile[]) {
  const pairs = [];
  for (const { path } of evenly(photos, SIZES)) {
    const photo = await openImage(join(root, path)).catch((error: unknown) => {
      if (isMissingPackage(error)) throw error;
    });
    if (photo) pairs.push({ photo, orientation: 1, mask: photo });
  }
  return guessSizes(pairs);
}
