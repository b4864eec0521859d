/** Weights of `inputs` positions in each of `outputs` positions along one axis, row-major [outputs, inputs]. */
export interface Matrix {
  readonly outputs: number;
  readonly inputs: number;
  readonly values: Float32Array;
}

export function transposed({ outputs, inputs, values }: Matrix): Matrix {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < outputs; row++) {
    for (let column = 0; column < inputs; column++) turned[column * outputs + row] = values[row * inputs + column]!;
  }
  return { outputs: inputs, inputs: outputs, values: turned };
}

/** `torch.nn.AdaptiveAvgPool2d`: output k averages [floor(k * in / out), ceil((k + 1) * in / out)). Bins may overlap. */
export function adaptivePoolingMatrix(inputs: number, outputs: number): Matrix {
  return fill(inputs, outputs, (add, bin) => {
    const start = Math.floor((bin * inputs) / outputs);
    const end = Math.ceil(((bin + 1) * inputs) / outputs);
    for (let position = start; position < end; position++) add(position, 1 / (end - start));
  });
}

/** `F.interpolate(mode='bilinear')` along one axis, with either meaning of `align_corners`. */
export function bilinearMatrix(inputs: number, outputs: number, alignCorners: boolean): Matrix {
  const source = (position: number) => {
    if (alignCorners) return outputs === 1 ? 0 : (position * (inputs - 1)) / (outputs - 1);
    return Math.max(((position + 0.5) * inputs) / outputs - 0.5, 0);
  };
  return fill(inputs, outputs, (add, position) => {
    const lower = Math.min(Math.floor(source(position)), inputs - 1);
    const fraction = source(position) - lower;
    add(lower, 1 - fraction);
    add(Math.min(lower + 1, inputs - 1), fraction);
  });
}

/** `F.interpolate(mode='nearest')` along one axis: floor(i * in / out), in float32 as PyTorch computes it. */
export function nearestMatrix(inputs: number, outputs: number): Matrix {
  const scale = Math.fround(inputs / outputs);
  return fill(inputs, outputs, (add, position) => {
    add(Math.min(Math.floor(Math.fround(position * scale)), inputs - 1), 1);
  });
}

type Add = (input: number, weight: number) => void;

function fill(inputs: number, outputs: number, row: (add: Add, output: number) => void): Matrix {
  const values = new Float32Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    row((input, weight) => (values[output * inputs + input]! += weight), output);
  }
  return { outputs, inputs, values };
}
