import { nearest, TesseraError } from '../core/errors/index.ts';

/** Test-time augmentation: of what versions of an input the probabilities are averaged. */
export interface TestTimeAugmentation {
  /** Whether each version is also seen mirrored, left to right. */
  readonly flips: boolean;
  /** Factors of height and width; 1 is the input as it is. */
  readonly scales: readonly number[];
}

export const noAugmentation: TestTimeAugmentation = { flips: false, scales: [1] };

const kinds: Readonly<Record<string, Partial<TestTimeAugmentation>>> = {
  flips: { flips: true },
  scales: { scales: [0.75, 1, 1.25] },
};

/** Reads `flips`, `scales` or both, with commas. @throws TesseraError `bad-argument` */
export function parseTta(text: string): TestTimeAugmentation {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !Object.hasOwn(kinds, name));
  if (wrong !== undefined) {
    const close = nearest(wrong, Object.keys(kinds));
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected \`flips\`, \`scales\` or \`flips,scales\` for \`--tta\`, got \`${text}\``,
      hints: close === undefined ? [] : [`did you mean \`${close}\`?`],
    });
  }
  return Object.assign({}, noAugmentation, ...names.map((name) => kinds[name])) as TestTimeAugmentation;
}

/** `none`, `flips`, `scales 0.75, 1, 1.25`, or both. */
export function describeTta({ flips, scales }: TestTimeAugmentation): string {
  const isScaled = scales.length > 1 || scales[0] !== 1;
  const parts = [...(flips ? ['flips'] : []), ...(isScaled ? [`scales ${scales.join(', ')}`] : [])];
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/**
 * What is added to a pixel before it is rounded down to a byte. Ties, which weights such as a quarter make often, go up
 * whatever the last bits of a float are.
 */
export const roundsUp = 0.5 + 2 ** -9;

/** A version of an input. */
export interface View {
  readonly height: number;
  readonly width: number;
  readonly mirrored: boolean;
}

/** The versions of an input, whose sides stay multiples of what the network needs. Equal ones are one. */
export function viewsOf(
  { height, width }: { readonly height: number; readonly width: number },
  { flips, scales }: TestTimeAugmentation,
  multiple: number,
): View[] {
  const scaled = (side: number, scale: number) => Math.max(1, Math.round((side * scale) / multiple)) * multiple;
  const sizes = new Map(
    scales
      .map((scale) =>
        scale === 1 ? { height, width } : { height: scaled(height, scale), width: scaled(width, scale) },
      )
      .map((size) => [`${size.height} ${size.width}`, size]),
  );
  return [...sizes.values()].flatMap((size) =>
    (flips ? [false, true] : [false]).map((mirrored) => ({ ...size, mirrored })),
  );
}
