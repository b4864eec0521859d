/**
 * The exponential moving average that TensorBoard draws: `weight` is the share of what came before, and the first
 * values are divided by the weight that they have so far. A value that is none stays none, and changes nothing.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  let [last, count] = [0, 0];
  return values.map((value) => {
    if (value === null) return null;
    last = last * weight + (1 - weight) * value;
    count++;
    return last / (1 - weight ** count);
  });
}
