import * as proto from './write-fields.ts';
import { dataClasses, pluginSummary, type TagInfo } from './summary.ts';
import { floatTensor } from './tensor.ts';

/**
 * How many samples (or pixels) are counted in which way at each threshold. The thresholds are spread evenly from 0 to
 * 1, both included, so all arrays have one length, of at least 2.
 */
export interface PrCurve {
  /** Positives with a score at the threshold or above. */
  readonly truePositives: ArrayLike<number>;
  /** Negatives with a score at the threshold or above. */
  readonly falsePositives: ArrayLike<number>;
  readonly trueNegatives: ArrayLike<number>;
  readonly falseNegatives: ArrayLike<number>;
}

/**
 * The tensor of the pr_curves plugin, float32 of [6, thresholds]: the four counts, precision and recall, with the least
 * denominator of TensorBoard's own `raw_data_op`.
 * @throws RangeError if the arrays differ in length
 */
export function prCurveSummary(tag: string, curve: PrCurve, info?: TagInfo): Uint8Array {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = curve;
  const counts = [truePositives, falsePositives, trueNegatives, falseNegatives].map((row) => Array.from(row));
  const thresholds = truePositives.length;
  if (thresholds < 2 || counts.some((row) => row.length !== thresholds)) {
    throw new RangeError(
      `expected four arrays of one length from 2, got ${counts.map((row) => row.length).join(', ')}`,
    );
  }
  const share = (index: number, of: ArrayLike<number>) =>
    truePositives[index]! / Math.max(leastDenominator, truePositives[index]! + of[index]!);
  const indices = counts[0]!.map((_, index) => index);
  const rows = [
    ...counts,
    indices.map((index) => share(index, falsePositives)),
    indices.map((index) => share(index, falseNegatives)),
  ];
  const tensor = floatTensor([6, thresholds], Float32Array.from(rows.flat()));
  const content = proto.message(proto.varint(2, thresholds));
  return pluginSummary({ tag, plugin: 'pr_curves', dataClass: dataClasses.tensor, tensor, content, ...info });
}

const leastDenominator = 1e-7;
