import { join, resolve } from 'node:path';
import { z } from 'zod';
import { downloadArchives, missingArchives, type Archive } from '../../data/download/download-archives.ts';
import { badLine, parseLines, readListFile } from '../../data/annotations/list-file.ts';
import { accountFiles } from '../../data/files/account-files.ts';
import { kindBySuffix } from '../../data/files/file-kind.ts';
import { indexMask } from '../../data/masks/index-mask.ts';
import type { Meanings } from '../../data/masks/meanings.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { ClassInfo, Dataset } from '../../data/dataset.ts';
import { splitByFraction } from '../../data/splits/split-by-fraction.ts';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';
import { finishDataset } from './finish-dataset.ts';
import { commonParams, splitParam } from './params.ts';

const classes: readonly ClassInfo[] = [
  { name: 'background', color: [0, 0, 0] },
  { name: 'cat', color: [255, 127, 14] },
  { name: 'dog', color: [31, 119, 180] },
];

/**
 * https://www.robots.ox.ac.uk/~vgg/data/pets (Parkhi et al., Cats and Dogs, CVPR 2012), in the archive's own layout.
 */
export const oxfordIiitPet = defineComponent({
  kind: 'dataset',
  type: 'oxford-iiit-pet',
  description: 'Oxford-IIIT Pet: background, cat and dog; the border of the trimaps is ignored.',
  example: { root: 'data/oxford-iiit-pet', image_size: 256, split: { train: 0.8 } },
  params: (slot) =>
    z.strictObject({
      root: z.string().min(1).describe('Folder that contains `images/` and `annotations/`.'),
      download: z
        .boolean()
        .default(false)
        .describe('Whether a run downloads what is missing in `root` (0.8 GB). An interrupted download is continued.'),
      url: z
        .url()
        .default('https://www.robots.ox.ac.uk/~vgg/data/pets/data')
        .describe('Address of the folder with `images.tar.gz` and `annotations.tar.gz`.'),
      split: splitParam.prefault({}),
      ...commonParams(slot),
    }),
  async build(params, context): Promise<Dataset> {
    const root = resolve(context.workingDirectory, params.root);
    if (params.download && context.download) await downloadArchives(root, petArchives(params.url), context.download);
    await checkFolders(root, params);
    const speciesOf = await readSpecies(root);
    const [trainval, test] = await Promise.all([
      readSplit(root, 'trainval', speciesOf),
      readSplit(root, 'test', speciesOf),
    ]);
    const [train, val] = splitByFraction(trainval.length, params.split.train, params.split.seed ?? context.seed);
    const pick = (indices: readonly number[]) => photoPairs(indices.map((index) => trainval[index]!));
    const splits = { train: pick(train), val: pick(val), test: photoPairs(test) };
    const files = () =>
      accountFiles({
        pairs: [...trainval, ...test].map(({ imageFile, labels }) => ({ image: imageFile, masks: labels.files })),
        kinds: [
          {
            photos: kindBySuffix(join(root, 'images'), ['.jpg']),
            masks: kindBySuffix(join(root, 'annotations', 'trimaps'), ['.png']),
          },
        ],
      });
    return finishDataset({ classes, splits, files }, params, context);
  },
  async outline({ root, download, url }, { workingDirectory }) {
    const missing = download ? await missingArchives(resolve(workingDirectory, root), petArchives(url)) : [];
    // Trimaps say what is a pet, and not which.
    return { classes, downloads: missing.map((archive) => archive.url), maskValues: [2, 1, 1] };
  },
});

async function checkFolders(
  root: string,
  { download, url }: { readonly download: boolean; readonly url: string },
): Promise<void> {
  const missing = await missingArchives(root, petArchives(url));
  if (missing.length === 0) return;
  const hints = download
    ? ['`tessera run` downloads it']
    : ['check `dataset.root`', 'with `download: true` in the section `dataset`, a run downloads it'];
  throw new TesseraError(
    missing.map(({ folder }) => ({
      code: 'file-missing',
      path: 'dataset.root',
      message: `the folder ${join(root, folder)} does not exist`,
      hints,
    })),
  );
}

/**
 * The official archives, with the checksums that torchvision's `OxfordIIITPet` has. They have 0.8 GB and 19 MB; the
 * bounds leave room for other compressions.
 */
function petArchives(url: string): Archive[] {
  return [
    { folder: 'images', url: `${url}/images.tar.gz`, md5: '5c4f3ee8e5d25df40f4fd59a7f44e54c', mostBytes: 2 ** 30 },
    {
      folder: 'annotations',
      url: `${url}/annotations.tar.gz`,
      md5: '95a8c909bbe2e81eed6a22bccdf3f68f',
      mostBytes: 2 ** 26,
    },
  ];
}

/** Class of each photo. Lines of `list.txt` are `name breed species breed-of-species`; species 1 is a cat, 2 a dog. */
async function readSpecies(root: string): Promise<ReadonlyMap<string, number>> {
  const file = join(root, 'annotations', 'list.txt');
  const entries = parseLines(await readListFile(file, 'dataset.root'), (line) => {
    const [name, , species] = line.fields;
    const known = name !== undefined && (species === '1' || species === '2');
    return known
      ? ([name, Number(species)] as const)
      : badLine(file, line, 'a line `name breed species breed`, with species 1 (cat) or 2 (dog),');
  });
  return new Map(entries);
}

async function readSplit(root: string, split: string, speciesOf: ReadonlyMap<string, number>): Promise<PhotoPair[]> {
  const file = join(root, 'annotations', `${split}.txt`);
  return parseLines(await readListFile(file, 'dataset.root'), (line) => {
    const name = line.fields[0]!;
    const species = speciesOf.get(name);
    if (species === undefined) return badLine(file, line, 'a photo that is in `annotations/list.txt`');
    const trimap = join(root, 'annotations', 'trimaps', `${name}.png`);
    return { name, imageFile: join(root, 'images', `${name}.jpg`), labels: indexMask(trimap, trimapValues(species)) };
  });
}

/** Trimaps: 1 pet, 2 background, 3 border. */
function trimapValues(species: number): Meanings {
  const labels = new Map([
    [1, species],
    [2, 0],
    [3, IGNORE_INDEX],
  ]);
  return { labels };
}
