import { toJson } from '../../src/core/json.ts';
import { withFormat } from '../../src/core/format/index.ts';
import { type Attributes, encodeModel, type Initializer, type Node } from '../../src/engine/onnx/model.ts';
import type { Description } from '../../src/export/description.ts';
import { descriptionKey } from '../../src/train/network-description.ts';

export const colorsDescription: Description = {
  name: 'colours',
  id: 'colours-1a2b3c4d5e6f',
  checkpoint: 'best',
  step: 128,
  classes: [
    { name: 'none', color: [0, 0, 0] },
    { name: 'red', color: [250, 60, 50] },
    { name: 'green', color: [40, 200, 80] },
    { name: 'blue', color: [40, 90, 250] },
  ],
  ignore: 255,
  resize: { policy: 'cover', size: { height: 96, width: 96 }, multiple: 32, interpolation: 'bilinear' },
  sizes: 'free',
  normalization: { mean: [0, 0, 0], std: [1, 1, 1] },
  input: 'uint8',
  output: 'logits',
  metrics: { 'test/iou/macro/image': 0.8771 },
  version: '0.1.0',
};

/**
 * A network whose four classes are a constant, and how much red, green and blue stand out in 3 x 3 pixels. It is what
 * `tessera export` would write.
 */
export function colorsModel(description: Description = colorsDescription): Uint8Array {
  const weight = Float32Array.from({ length: 4 * 3 * 9 }, (_, at) => {
    const [output, input, place] = [Math.floor(at / 27), Math.floor(at / 9) % 3, at % 9];
    if (output === 0) return 0;
    return (output - 1 === input ? 1 : -0.5) * (place === 4 ? 0.5 : 1 / 16);
  });
  return encodeModel({
    nodes: [
      node('Cast', ['image'], 'float', { to: 1 }),
      node('Transpose', ['float'], 'nchw', { perm: [0, 3, 1, 2] }),
      node('Conv', ['nchw', 'weight', 'bias'], 'scores', { pads: [1, 1, 1, 1] }),
      node('Transpose', ['scores'], 'logits', { perm: [0, 2, 3, 1] }),
    ],
    initializers: [constant('weight', [4, 3, 3, 3], weight), constant('bias', [4], Float32Array.of(12, 0, 0, 0))],
    inputs: [{ name: 'image', type: 'uint8', shape: ['N', 'H', 'W', 3] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['N', 'H', 'W', 4] }],
    operatorSet: 18,
    metadata: { [descriptionKey]: toJson(withFormat(description)) },
  });
}

function node(operator: string, inputs: readonly string[], output: string, attributes: Attributes): Node {
  return { operator, domain: '', inputs, outputs: [output], attributes };
}

function constant(name: string, shape: readonly number[], values: Float32Array): Initializer {
  return { name, type: 'float32', shape, bytes: new Uint8Array(values.buffer) };
}
