import { type InputSize, SizeMatters, type Varying } from './extent.ts';

/** batch^powers[0] * height^powers[1] * width^powers[2] * numerator / denominator + offset. */
export interface SizeRule {
  readonly powers: readonly [batch: number, height: number, width: number];
  readonly numerator: number;
  readonly denominator: number;
  readonly offset: number;
}

/**
 * The rule by which a number follows from the size of the images, found from its values at several sizes. Networks make
 * sizes by strides, by windows without padding and by joining axes, which all are of this form at multiples of their
 * stride.
 * @throws SizeMatters if no rule gives all of the values
 */
export function sizeRuleOf({ values }: Varying, sizes: readonly InputSize[]): SizeRule {
  for (const offset of offsets) {
    for (const powers of products) {
      const rule = ruleBy(values, sizes, powers, offset);
      if (rule) return rule;
    }
  }
  throw new SizeMatters(
    `a size of ${values.join(', ')} at images of ${sizes.map(describe).join(', ')} follows no rule`,
  );
}

/** Simplest first: where two fit, the one with fewer parts is meant. */
const products = [
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 0],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 1],
  [1, 1, 1],
] as const;
const offsets = [0, -1, 1, -2, 2, -3, 3, -4, 4];

/** Strides are far below it. */
const largestDenominator = 4096;

function ruleBy(
  values: readonly number[],
  sizes: readonly InputSize[],
  powers: SizeRule['powers'],
  offset: number,
): SizeRule | undefined {
  const ratios = values.map((value, recording) => (value - offset) / productOf(sizes[recording]!, powers));
  const [ratio] = ratios as [number];
  if (ratio <= 0 || ratios.some((other) => Math.abs(other - ratio) > 1e-9 * ratio)) return undefined;
  for (let denominator = 1; denominator <= largestDenominator; denominator++) {
    const numerator = Math.round(ratio * denominator);
    const fits = values.every(
      (value, recording) => numerator * productOf(sizes[recording]!, powers) === (value - offset) * denominator,
    );
    if (fits) return { powers, numerator, denominator, offset };
  }
  return undefined;
}

export function productOf({ batch, height, width }: InputSize, powers: SizeRule['powers']): number {
  return batch ** powers[0] * height ** powers[1] * width ** powers[2];
}

function describe({ batch, height, width }: InputSize): string {
  return `${batch} x ${height} x ${width}`;
}
