import * as ort from 'onnxruntime-node';
import { Lowering } from '../../../src/engine/onnx/lowering.ts';
import { encodeModel, type Model } from '../../../src/engine/onnx/model.ts';
import { leaf, type Operand } from '../../../src/engine/recording/value.ts';
import { spellOutBlocks } from './spell-out-blocks.ts';

/** Float32 numbers that the nodes are given. */
export interface Given {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Adds nodes and returns the name of their result. */
export type Build = (lowering: Lowering, operands: readonly Operand[]) => string;

/** The ONNX model of what `build` adds, with a result of `shape`. */
export function modelOf(inputs: readonly Given[], shape: readonly number[], build: Build, blockSize = 1): Model {
  const lowering = new Lowering({ blockSize });
  const operands = inputs.map((given, index): Operand => {
    const value = leaf(Float32Array.from(given.values), given.shape, 'float32');
    lowering.write(value, `i${index}`);
    return { value, shape: given.shape };
  });
  lowering.builder.rename(build(lowering, operands), 'result');
  const ports = inputs.map((given, index) => ({ name: `i${index}`, type: 'float32', shape: given.shape }) as const);
  return lowering.builder.finish(ports, [{ name: 'result', type: 'float32', shape }]);
}

/** Which ONNX operators `build` adds. */
export function operatorsOf(inputs: readonly Given[], shape: readonly number[], build: Build, blockSize = 1): string[] {
  return modelOf(inputs, shape, build, blockSize).nodes.map(({ operator }) => operator);
}

/** The numbers that ONNX Runtime computes from what `build` adds. Blocks are spelled out, so any size will do. */
export async function run(
  inputs: readonly Given[],
  shape: readonly number[],
  build: Build,
  blockSize = 1,
): Promise<number[]> {
  const model = spellOutBlocks(modelOf(inputs, shape, build, blockSize), blockSize);
  const session = await ort.InferenceSession.create(encodeModel(model, { open: true }), {
    intraOpNumThreads: 1,
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
  });
  const feeds = inputs.map(
    (given, index) => [`i${index}`, new ort.Tensor(Float32Array.from(given.values), given.shape)] as const,
  );
  const { result } = await session.run(Object.fromEntries(feeds));
  await session.release();
  return [...(result!.data as Float32Array)];
}
