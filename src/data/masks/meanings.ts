/** What the values or colours in mask files mean: each a class index or `IGNORE_INDEX`. */
export interface Meanings {
  /** By stored value, or by `colorKey`. */
  readonly labels: ReadonlyMap<number, number>;
  /** The meaning of every other value or colour. Without it, another one is an error. */
  readonly others?: number | undefined;
  /**
   * Where the class is written before the number of the object: with 1000, 26001 is an object of class 26, and 26 is what
   * is not divided into objects. Cityscapes' `instanceIds` are such masks.
   */
  readonly divisor?: number | undefined;
}

/** What meanings add to the settings of a mask's reader. */
export function settingsOf({ labels, others, divisor }: Meanings): string {
  return JSON.stringify(others === undefined && divisor === undefined ? [...labels] : [[...labels], others, divisor]);
}

/** The label of a value; undefined if it has none. */
export function labelOf(value: number, meanings: Meanings): number | undefined {
  return meanings.labels.get(classValue(value, meanings)) ?? meanings.others;
}

/** The value of the class, without the number of an object. */
export function classValue(value: number, { divisor }: Meanings): number {
  return divisor !== undefined && value >= divisor ? Math.floor(value / divisor) : value;
}
