import type { Tensor, TensorConstructor } from 'onnxruntime-common';
import { inputName, outputName } from '../../onnx/lower-graph.ts';
import type { Graph } from '../../recording/graph.ts';
import { sizeOf, type Value } from '../../recording/value.ts';

/** A graph's numbers as ONNX Runtime takes them: its leaves, and room for its outputs. */
export interface GraphTensors {
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly fetches: Readonly<Record<string, Tensor>>;
  /** Gives the graph's outputs the numbers that the runtime wrote. */
  take(): void;
}

/** @param places the outputs' places among those that were compiled */
export function tensorsOf(
  { leaves, outputs }: Graph,
  places: readonly number[],
  OrtTensor: TensorConstructor,
): GraphTensors {
  const wrap = ({ dtype, data, shape }: Value) => new OrtTensor(dtype as 'float32', data as Float32Array, shape);
  const results = outputs.map((value) => wrap({ ...value, data: allocate(value) }));
  return {
    feeds: Object.fromEntries(leaves.map((value, index) => [inputName(index), wrap(value)])),
    fetches: Object.fromEntries(results.map((tensor, index) => [outputName(places[index]!), tensor])),
    take() {
      outputs.forEach((value, index) => {
        value.data = results[index]!.data;
        value.producer = undefined;
      });
    },
  };
}

function allocate({ dtype, shape }: Value): Float32Array | Int32Array | Uint8Array {
  const size = sizeOf(shape);
  if (dtype === 'float32') return new Float32Array(size);
  return dtype === 'int32' ? new Int32Array(size) : new Uint8Array(size);
}
