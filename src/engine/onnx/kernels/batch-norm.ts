import type { batchNormKernels } from '../../recording/kernels/batch-norm.ts';
import { type Operand, sizeOf } from '../../recording/value.ts';
import { axesIn, type Layout } from '../layout.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { type Term, weightedSum, writeSum } from './weighted-sum.ts';

/** All vectors are [C]. Sums are taken of what is centred, which rounds better where the mean is large. */
export const batchNormLowerings: LoweringsOf<typeof batchNormKernels> = {
  BatchNormInTraining(lowering, { operands: [x, weight, bias], outputs: [y, mean, variance], attributes: { eps } }) {
    const layout = layoutFor(lowering, x!);
    lowering.write(mean!, channelMean(lowering, lowering.read(x!, layout), layout, x!.shape));
    const centred = centre(lowering, x!, { value: mean!, shape: mean!.shape }, layout);
    const squares = lowering.node('Mul', [centred.name, centred.name]);
    lowering.write(variance!, channelMean(lowering, squares, layout, x!.shape));

    const inverse = inverseDeviation(lowering, { value: variance!, shape: variance!.shape }, eps);
    const scale = lowering.node('Mul', [lowering.read(weight!), inverse]);
    writeSum(lowering, y!, layout, [{ ...centred, scale }], lowering.read(bias!));
  },
  /** dx = weight / deviation * (dy - mean(dy) - normalised * mean(dy * normalised)), gathered by dy and x. */
  BatchNormInTrainingGrad(
    lowering,
    { operands: [dy, x, weight, mean, variance], outputs: [dx, dWeight, dBias], attributes: { eps } },
  ) {
    const layout = layoutFor(lowering, x!);
    const multiply = (...names: [string, string]) => lowering.node('Mul', names);
    const negative = (name: string) => lowering.node('Neg', [name]);
    const centred = centre(lowering, x!, mean!, layout);
    const gradient = lowering.read(dy!, layout);
    const meanDy = channelMean(lowering, gradient, layout, x!.shape);
    const products = channelMean(lowering, multiply(gradient, centred.name), layout, x!.shape);

    const inverse = inverseDeviation(lowering, variance!, eps);
    const meanDyNormalised = multiply(inverse, products);
    const ofDy = multiply(lowering.read(weight!), inverse);
    const ofCentred = negative(multiply(ofDy, multiply(inverse, meanDyNormalised)));
    const terms: Term[] = [
      { name: gradient, scale: ofDy },
      { ...centred, scale: ofCentred },
    ];
    writeSum(lowering, dx!, layout, terms, negative(multiply(ofDy, meanDy)));
    const count = lowering.builder.scalar(sizeOf(x!.shape) / x!.shape[3]!, 'float32');
    lowering.write(dWeight!, multiply(meanDyNormalised, count));
    lowering.write(dBias!, multiply(meanDy, count));
  },
};

function layoutFor(lowering: Lowering, x: Operand): Layout {
  return lowering.wholeBlocks(x.shape[3]!) ? lowering.layoutOf([x], [x.shape]) : lowering.layoutOf([x]);
}

/** x - mean, made once for both directions; then x itself need not be kept. */
function centre(lowering: Lowering, x: Operand, mean: Operand, layout: Layout): Pick<Term, 'name'> {
  const make = () => {
    const shift = lowering.node('Neg', [lowering.read(mean)]);
    return weightedSum(lowering, layout, x.shape, [{ name: lowering.read(x, layout) }], shift);
  };
  return { name: lowering.derive(x, `centred ${layout}`, make) };
}

function inverseDeviation(lowering: Lowering, variance: Operand, eps: number): string {
  const shifted = lowering.node('Add', [lowering.read(variance), lowering.builder.scalar(eps, 'float32')]);
  return lowering.node('Reciprocal', [lowering.node('Sqrt', [shifted])]);
}

/** Over columns, rows and images in turn, since sums of many float32 lose digits. */
function channelMean(lowering: Lowering, name: string, layout: Layout, shape: readonly number[]): string {
  // A card adds in the order of a tree, so that two rounds are enough.
  const rounds = lowering.gpu ? [[2], [1, 0]] : [[2], [1], [0]];
  const mean = rounds.reduce((rest, axes) => {
    const inOrder = axesIn(layout, axes).sort((a, b) => a - b);
    return lowering.node('ReduceMean', [rest, lowering.builder.integers(inOrder)], { keepdims: 1 });
  }, name);
  return lowering.reshape(mean, [shape[3]!]);
}
