import type * as OnnxRuntime from 'onnxruntime-node';
import { blockedDomain } from '../../onnx/blocks.ts';
import { encodeModel, type Model } from '../../onnx/model.ts';
import { requireOptional } from '../../packages.ts';

/**
 * Channels in a block of this processor's blocked convolutions, 1 where ONNX Runtime has none: 16 with AVX-512, 8 with
 * AVX2. No API tells, but an operator that puts channels into blocks fills the last one up, so its result's shape does.
 */
export async function probeBlockSize(): Promise<number> {
  const { InferenceSession, Tensor } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  try {
    const session = await InferenceSession.create(encodeModel(model), { logSeverityLevel: 4 });
    const { shape } = await session.run({ few: new Tensor(new Float32Array(fewChannels), [1, fewChannels, 1, 1]) });
    await session.release();
    const channels = Number((shape!.data as BigInt64Array)[1]);
    return channels > fewChannels ? channels : 1;
  } catch {
    return 1;
  }
}

/** The fewest that the operator takes. */
const fewChannels = 4;

const model: Model = {
  nodes: [
    { operator: 'ReorderInput', domain: blockedDomain, inputs: ['few'], outputs: ['blocks'], attributes: {} },
    { operator: 'Shape', domain: '', inputs: ['blocks'], outputs: ['shape'], attributes: {} },
  ],
  initializers: [],
  inputs: [{ name: 'few', type: 'float32', shape: [1, fewChannels, 1, 1] }],
  outputs: [{ name: 'shape', type: 'int64', shape: [4] }],
};
