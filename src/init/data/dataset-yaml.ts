import type { DataGuess, FolderLayout, InstancesLayout } from './data-guess.ts';
import { rgbOf } from './mask-facts.ts';
import type { ClassGuess } from './meaning.ts';
import { yamlLines, yamlText, type YamlLine } from './yaml-lines.ts';

/** Longer lists of classes stay in their file. */
const MOST_CLASSES = 40;
/** A class in fewer masks may be in none of a split that is drawn at random. */
const RARE = 8;

/** The section `dataset` of an experiment on this data, with comments. `root` is the path that it names. */
export function datasetYaml(guess: DataGuess, root: string): string {
  const { layout, sizes } = guess;
  const { imageSize, isOwnSize, maskOrientation, maskSize, found } = sizes;
  const own = layout.type === 'coco' ? cocoLines(layout) : folderLines(layout);
  const size = typeof imageSize === 'number' ? String(imageSize) : `[${imageSize.join(', ')}]`;
  const lines: YamlLine[] = [
    [`  type: ${layout.type}`],
    [
      `  root: ${yamlText(root)}`,
      root.startsWith('/') ? undefined : 'relative to the folder in which commands are started',
    ],
    ...own,
    ...(maskOrientation
      ? [[`  mask_orientation: ${maskOrientation}`, 'as the sizes of turned photos say'] as const]
      : []),
    ...(maskSize ? [[`  mask_size: ${maskSize}`, 'masks are resized to their photos'] as const] : []),
    [`  image_size: ${size}`, `guessed; ${found}`],
    ...(isOwnSize
      ? []
      : [['  resize: fit', 'the longer side is resized, and the rest padded: nothing is cut off'] as const]),
    ['  evaluate_at: original', 'figures are of whole photos at their own size'],
  ];
  return ['dataset:', ...yamlLines(lines)].join('\n');
}

function folderLines(layout: FolderLayout): YamlLine[] {
  const { images, masks, pairs, list, columns, splits } = layout;
  if (list !== undefined)
    return [
      [`  pairs: ${yamlText(list)}`, `${pairs} photos with masks`],
      ...(columns
        ? [[`  columns: {image: ${yamlText(columns.image)}, mask: ${yamlText(columns.mask)}}`] as const]
        : []),
      ...meaningLines(layout),
      ...splitLines(splits),
    ];
  const paths: YamlLine[] =
    splits.splits?.train?.['images'] === undefined
      ? [[`  images: ${yamlText(images)}`, `${pairs} photos with masks`], [`  masks: ${yamlText(masks)}`]]
      : [];
  return [...paths, ...meaningLines(layout), ...splitLines(layout.splits)];
}

function splitLines({ split, splits, found }: FolderLayout['splits']): YamlLine[] {
  const section = (values: object) =>
    `{${Object.entries(values)
      .map(([key, value]) => `${key}: ${typeof value === 'number' ? value : yamlText(String(value))}`)
      .join(', ')}}`;
  return [
    ...(splits
      ? [
          ['  splits:', found] as const,
          ...Object.entries(splits).map(([name, value]) => [`    ${name}: ${section(value)}`] as const),
        ]
      : []),
    ...(split ? [[`  split: ${section(split)}`, splits ? 'the photos of train, divided' : found] as const] : []),
  ];
}

function meaningLines(layout: FolderLayout): YamlLine[] {
  const { meaning } = layout;
  const guessed = meaning.namesAreGuessed ? '; their names are guessed' : '';
  const head = `class 0 first${guessed}`;
  const lines: YamlLine[] = [];
  if (meaning.format !== 'index') lines.push([`  mask_format: ${meaning.format}`]);
  if (isFileEnough(layout)) {
    lines.push([`  classes: ${yamlText(layout.namesFile!)}`, `${meaning.classes.length} classes`]);
    const offset = meaning.classes[0]!.values[0]!;
    if (offset !== 0) lines.push([`  offset: ${offset}`, 'the value of class 0; lower values are ignored']);
  } else if (meaning.format === 'index' && isLabelled(layout)) {
    if (!isInOrder(meaning.classes, meaning.rest))
      lines.push([`  classes: [${meaning.classes.map(({ name }) => `{name: ${yamlText(name)}}`).join(', ')}]`, head]);
    lines.push(['  labels:', `values in the masks${guessed}`], ...labelLines(layout));
  } else {
    lines.push(
      ['  classes:', head],
      ...meaning.classes.map((own): YamlLine => [`    - ${classText(own, layout)}`, shareOf(own, layout)]),
    );
    if (meaning.format === 'color') lines.push(...ignoredColors(layout));
  }
  const empty = rareClasses(layout);
  if (empty.length > 0)
    lines.push([`  allow_empty: [${empty.map(yamlText).join(', ')}]`, 'in few masks or none: a split may lack them']);
  return lines;
}

/** All classes of the file, with values in a row. */
function isFileEnough({ meaning: { classes, format }, namesFile }: FolderLayout): boolean {
  const first = classes[0]?.values[0] ?? 0;
  const inRow = classes.every(({ values }, index) => values.length === 1 && values[0] === first + index);
  return namesFile !== undefined && format === 'index' && classes.length > MOST_CLASSES && inRow;
}

/** Values that are not those of the classes' places. */
function isLabelled({ meaning: { classes, ignored, rest } }: FolderLayout): boolean {
  const inPlace = classes.every(({ values }, index) => values.length === 1 && values[0] === index);
  return !inPlace || rest !== undefined || ignored.some((value) => value !== 255);
}

function isInOrder(classes: readonly ClassGuess[], rest: FolderLayout['meaning']['rest']): boolean {
  if (typeof rest === 'number') return false;
  return classes.every(({ values }, index) => index === 0 || values[0]! > classes[index - 1]!.values[0]!);
}

function labelLines(layout: FolderLayout): YamlLine[] {
  const { classes, ignored, rest } = layout.meaning;
  const values = classes.flatMap((own) =>
    own.values.map((value) => ({
      value,
      name: yamlText(own.name),
      share: shareOf({ ...own, values: [value] }, layout),
    })),
  );
  const others = ignored.map((value) => ({ value, name: 'ignore', share: shareOf({ values: [value] }, layout) }));
  const sorted = [...values, ...others].toSorted((a, b) => a.value - b.value);
  return [
    ...sorted.map(({ value, name, share }): YamlLine => [`    ${value}: ${name}`, share]),
    ...(rest === undefined
      ? []
      : [[`    "*": ${rest === 'ignore' ? 'ignore' : yamlText(classes[rest]!.name)}`, 'every other value'] as const]),
  ];
}

function classText({ name, color }: ClassGuess, { meaning: { format } }: FolderLayout): string {
  return `{name: ${yamlText(name)}${format === 'color' && color ? `, color: [${color.join(', ')}]` : ''}}`;
}

function ignoredColors({ meaning: { ignored, rest } }: FolderLayout): YamlLine[] {
  const colors = ignored.map((color) => `[${rgbOf(color).join(', ')}]`);
  return [
    ...(colors.length > 0 ? [[`  ignore: {colors: [${colors.join(', ')}]}`] as const] : []),
    ...(rest === 'ignore' ? [['  labels: {"*": ignore}', 'every other colour'] as const] : []),
  ];
}

/** `71.3 % of the pixels, in 36 of 36 masks`; nothing for a class without values of its own. */
function shareOf({ values }: Pick<ClassGuess, 'values'>, { totals }: FolderLayout): string | undefined {
  if (values.length === 0) return undefined;
  const shares = values.map((value) => totals.shares.get(value) ?? { pixels: 0, masks: 0 });
  const pixels = shares.reduce((sum, own) => sum + own.pixels, 0);
  const masks = Math.max(...shares.map((own) => own.masks));
  return `${((100 * pixels) / totals.pixels).toFixed(1)} % of the pixels, in ${masks} of ${totals.masks} masks`;
}

/** Values of JPEG masks vary, so none of them tells how rare a class is. */
function rareClasses({ meaning, totals }: FolderLayout): string[] {
  if (totals.lossy > 0) return [];
  const masksOf = ({ values }: ClassGuess) =>
    Math.max(0, ...values.map((value) => totals.shares.get(value)?.masks ?? 0));
  return meaning.classes
    .filter((own) => own.values.length > 0 && masksOf(own) < Math.min(RARE, totals.masks))
    .map(({ name }) => name);
}

function cocoLines({ splits, splitShares, classes }: InstancesLayout): YamlLine[] {
  const head: YamlLine[] = splitShares
    ? [
        [`  images: ${yamlText(splits[0]!.images)}`],
        [`  annotations: ${yamlText(splits[0]!.annotations)}`, `${splits[0]!.photos} photos`],
        [
          `  split: {${Object.entries(splitShares)
            .map(([name, share]) => `${name}: ${share}`)
            .join(', ')}}`,
          'at random',
        ],
      ]
    : [
        ['  splits:'],
        ...splits.map(({ split, images, annotations, photos }): YamlLine => [
          `    ${split}: {images: ${yamlText(images)}, annotations: ${yamlText(annotations)}}`,
          `${photos} photos`,
        ]),
      ];
  const rare = classes.filter(({ annotations }) => annotations < RARE).map(({ name }) => name);
  return [
    ...head,
    ['  classes:', 'class 0 is what no annotation covers'],
    ['    - {name: background}'],
    ...classes.map(({ name, annotations }): YamlLine => [
      `    - {name: ${yamlText(name)}}`,
      `${annotations} annotations`,
    ]),
    ...(rare.length > 0
      ? [[`  allow_empty: [${rare.map(yamlText).join(', ')}]`, 'in few photos: a split may lack them'] as const]
      : []),
  ];
}
