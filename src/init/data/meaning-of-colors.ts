import { vocColor } from '../../components/datasets/class-colors.ts';
import { camvidColors, meansIgnored, vocBorder, vocNames } from './known-sets.ts';
import { rgbOf, type MaskTotals, type Rgb } from './mask-facts.ts';
import type { ClassGuess, Meaning, MeaningHints } from './meaning.ts';

/** A set of classes with colours: of a file beside the data, or a known one. */
interface ColorSet {
  readonly of: string;
  readonly colors: readonly { readonly name: string; readonly color: Rgb }[];
  readonly isKnown: boolean;
}

/** What colours in masks mean: by a set that explains them, else each colour that is frequent is a class. */
export function colorMeaning(totals: MaskTotals, hints: MeaningHints): Meaning {
  if (!hints.classes)
    for (const set of setsFor(hints)) {
      const found = explainedBy(set, totals);
      if (found) return found;
    }
  return eachColor(totals, hints);
}

function setsFor({ names }: MeaningHints): ColorSet[] {
  const own = (names?.names ?? []).flatMap(({ name, color }) => (color ? [{ name, color }] : []));
  const voc = vocNames.map((name, index) => ({ name, color: vocColor(index) }));
  return [
    ...(own.length > 1 ? [{ of: `\`${names!.path}\``, colors: own, isKnown: false }] : []),
    { of: "Pascal VOC's colours", colors: [...voc, { name: 'void', color: vocBorder }], isKnown: true },
    { of: "CamVid's colours", colors: [...camvidColors].map(([name, color]) => ({ name, color })), isKnown: true },
  ];
}

/** So much of the pixels a set must explain, and a known one so many colours: black and red alone are anybody's. */
const EXPLAINED = 0.98;
const COLORS_OF_KNOWN = 4;

function explainedBy({ of, colors, isKnown }: ColorSet, totals: MaskTotals): Meaning | undefined {
  const keys = new Map(colors.map(({ name, color }) => [keyOf(color), name]));
  const known = [...totals.shares].filter(([color]) => keys.has(color));
  const share = known.reduce((sum, [, { pixels }]) => sum + pixels, 0) / totals.pixels;
  if (share < EXPLAINED || (isKnown && known.length < COLORS_OF_KNOWN)) return undefined;
  const others = totals.shares.size - known.length;
  const classes = colors.filter(({ name }) => !meansIgnored(name)).map(({ name, color }) => classOf(name, color));
  const ignored = colors.filter(({ name }) => meansIgnored(name)).map(({ color }) => keyOf(color));
  return {
    format: 'color',
    classes,
    ignored,
    ...(others > 0 && { rest: 'ignore' as const }),
    namesAreGuessed: false,
    found: [
      `colour masks, which ${of} explain${isKnown ? '' : 's'}: ${classes.length} classes`,
      ...(others > 0 ? [`${others} other colours (${percent(1 - share)} of the pixels) are ignored`] : []),
    ],
    unsure: isKnown ? ['if these are classes of your own, give their names: `--classes background,...`'] : [],
    questions: [],
  };
}

/** A colour that is less than this share of the pixels, or of its masks alone, is no class but an edge or a slip. */
const RARE = 0.0005;
const MANY = 40;
/** Where there are many colours, JPEG or smooth edges made most of them. */
const RARE_AMONG_MANY = 0.005;

function eachColor(totals: MaskTotals, { ignore }: MeaningHints): Meaning {
  const isMany = totals.shares.size > MANY;
  const least = isMany ? RARE_AMONG_MANY : RARE;
  const frequent = apart(
    [...totals.shares].filter(([, { pixels }]) => pixels >= least * totals.pixels).map(([color]) => color),
  );
  const black = frequent.filter((color) => color === 0);
  const order = [...black, ...frequent.filter((color) => color !== 0)];
  const classes = order
    .filter((color) => !ignore?.includes(color))
    .map((color, index) => classOf(nameOf(color, index), rgbOf(color)));
  const others = totals.shares.size - frequent.length;
  return {
    format: 'color',
    classes,
    ignored: [...(ignore ?? [])],
    ...(others > 0 && { rest: 'ignore' as const }),
    namesAreGuessed: true,
    found: [
      `colour masks: ${classes.map(({ values: [color = 0] }) => shownWithShare(color, totals)).join(', ')}`,
      ...(others > 0 ? [`${others} rare colours, which are ignored`] : []),
    ],
    unsure: isMany ? ['many colours: masks as JPEG, or with smooth edges? PNG without smoothing is exact'] : [],
    questions:
      classes.length < 2
        ? [
            {
              flag: 'classes',
              text: `expected masks with two colours or more, got ${classes.length}`,
              example: 'background,object',
            },
          ]
        : [],
  };
}

/** Leaves out colours that are near a more frequent one. */
function apart(colors: readonly number[]): number[] {
  return colors.reduce<number[]>((kept, color) => {
    const isNear = kept.some((other) =>
      rgbOf(other).every((level, channel) => Math.abs(level - rgbOf(color)[channel]!) < 16),
    );
    return isNear ? kept : [...kept, color];
  }, []);
}

function classOf(name: string, color: Rgb): ClassGuess {
  return { name, values: [keyOf(color)], color };
}

function keyOf([red, green, blue]: Rgb): number {
  return (red << 16) | (green << 8) | blue;
}

const namesOfColors: ReadonlyMap<number, string> = new Map([
  [0x000000, 'background'],
  [0xffffff, 'white'],
  [0xff0000, 'red'],
  [0x00ff00, 'green'],
  [0x0000ff, 'blue'],
  [0xffff00, 'yellow'],
  [0xff00ff, 'magenta'],
  [0x00ffff, 'cyan'],
]);

function nameOf(color: number, index: number): string {
  return namesOfColors.get(color) ?? `class-${index}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function shownWithShare(color: number, { shares, pixels }: MaskTotals): string {
  return `[${rgbOf(color).join(', ')}] (${percent(shares.get(color)!.pixels / pixels)})`;
}
