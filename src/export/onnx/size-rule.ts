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
 * sizes by strides, by windows without padding and by joining axes, which all are of this form where sides are
 * multiples of their stride.
 * @throws SizeMatters if no rule gives all of the values
 */
export function sizeRuleOf({ values }: Varying, sizes: readonly InputSize[]): SizeRule {
  const rules = products.flatMap((powers) => ruleBy(values, sizes, powers) ?? []);
  const rule = rules.find(({ offset }) => offset === 0) ?? rules[0];
  if (rule) return rule;
  const at = sizes.map(({ batch, height, width }) => `${batch} x ${height} x ${width}`);
  throw new SizeMatters(`a size of ${values.join(', ')} at images of ${at.join(', ')} follows no rule`);
}

/** Simplest first: where two fit, the one with fewer factors is meant. */
const products = [
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 0],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 1],
  [1, 1, 1],
] as const;

/** The line through the first two values, if it goes through all. */
function ruleBy(
  values: readonly number[],
  sizes: readonly InputSize[],
  powers: SizeRule['powers'],
): SizeRule | undefined {
  const bases = sizes.map(({ batch, height, width }) => batch ** powers[0] * height ** powers[1] * width ** powers[2]);
  const [first, start] = [values[0]!, bases[0]!];
  const other = bases.findIndex((base) => base !== start);
  if (other < 0) return undefined;
  const [rise, run] = reduced(values[other]! - first, bases[other]! - start);
  const offset = first - (rise * start) / run;
  const fits = values.every((value, index) => (value - first) * run === (bases[index]! - start) * rise);
  if (!fits || rise <= 0 || !Number.isInteger(offset)) return undefined;
  return { powers, numerator: rise, denominator: run, offset };
}

/** A fraction with the smallest positive denominator. */
function reduced(numerator: number, denominator: number): [numerator: number, denominator: number] {
  let [a, b] = [Math.abs(numerator), Math.abs(denominator)];
  while (b > 0) [a, b] = [b, a % b];
  const divisor = denominator < 0 ? -a : a;
  return [numerator / divisor, denominator / divisor];
}
