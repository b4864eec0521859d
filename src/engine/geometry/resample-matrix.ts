/** Weights of `inputs` positions in each of `outputs` positions along one axis, row-major [outputs, inputs]. */
export interface Matrix {
  readonly outputs: number;
  readonly inputs: number;
  readonly values: Float32Array;
  /** How it follows from its size, so that it can be made for another one. A transposed matrix has none. */
  readonly rule?: Rule;
}

export type Rule = { readonly kind: 'adaptive-average' } | ({ readonly kind: 'bilinear' | 'nearest' } & Sampling);

/**
 * Which points of the two grids lie on each other, as TensorFlow names it. `alignCorners`: the centres of the corners'
 * pixels; `halfPixelCenters`: the corners of the corners' pixels; neither: their upper left corners.
 */
export interface Sampling {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

export function transposed({ outputs, inputs, values }: Matrix): Matrix {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < outputs; row++) {
    for (let column = 0; column < inputs; column++) turned[column * outputs + row] = values[row * inputs + column]!;
  }
  return { outputs: inputs, inputs: outputs, values: turned };
}

/**
 * `torch.nn.AdaptiveAvgPool2d`: output k averages [floor(k * in / out), ceil((k + 1) * in / out)). Bins may overlap.
 */
export function adaptivePoolingMatrix(inputs: number, outputs: number): Matrix {
  return fill(inputs, outputs, { kind: 'adaptive-average' }, (add, bin) => {
    const start = Math.floor((bin * inputs) / outputs);
    const end = Math.ceil(((bin + 1) * inputs) / outputs);
    for (let position = start; position < end; position++) add(position, 1 / (end - start));
  });
}

/** Linear interpolation along one axis; each output's weights sum to 1. */
export function bilinearMatrix(inputs: number, outputs: number, sampling: Sampling): Matrix {
  return fill(inputs, outputs, { kind: 'bilinear', ...sampling }, (add, position) => {
    const source = sourceOf(position, inputs, outputs, sampling);
    const lower = Math.min(Math.floor(source), inputs - 1);
    const fraction = source - lower;
    add(lower, 1 - fraction);
    add(Math.min(lower + 1, inputs - 1), fraction);
  });
}

/** Divides last, so that positions which meet exactly do so in floating point too. */
function sourceOf(position: number, inputs: number, outputs: number, sampling: Sampling): number {
  if (sampling.alignCorners && outputs > 1) return (position * (inputs - 1)) / (outputs - 1);
  if (sampling.halfPixelCenters) return Math.max(((position + 0.5) * inputs) / outputs - 0.5, 0);
  return (position * inputs) / outputs;
}

/**
 * The nearest pixel along one axis. The source position is rounded to float32 as PyTorch and TensorFlow compute it,
 * which decides where it lies within a hair of the next pixel.
 */
export function nearestMatrix(inputs: number, outputs: number, sampling: Sampling): Matrix {
  const { alignCorners, halfPixelCenters } = sampling;
  const scale = Math.fround(alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs);
  return fill(inputs, outputs, { kind: 'nearest', ...sampling }, (add, position) => {
    const source = Math.fround((halfPixelCenters ? position + 0.5 : position) * scale);
    add(Math.min(alignCorners ? Math.round(source) : Math.floor(source), inputs - 1), 1);
  });
}

type Add = (input: number, weight: number) => void;

function fill(inputs: number, outputs: number, rule: Rule, row: (add: Add, output: number) => void): Matrix {
  const values = new Float32Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    row((input, weight) => (values[output * inputs + input]! += weight), output);
  }
  return { outputs, inputs, values, rule };
}
