import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type * as OnnxRuntime from 'onnxruntime-node';
import { inputName, lowerGraph, outputName } from '../../onnx/lower-graph.ts';
import { encodeModel, type Model } from '../../onnx/model.ts';
import { requireOptional } from '../../packages.ts';
import type { Graph } from '../../recording/graph.ts';
import type { Compile } from '../../recording/session-cache.ts';
import { DeviceMemory } from './device-memory.ts';
import { asDeviceError } from './device-error.ts';
import { type OpenSession, type Results, then } from './runtime-session.ts';

export interface DeviceOptions {
  readonly session: InferenceSession.SessionOptions;
  /** Whether results stay in the device's memory; of CUDA's memory the package gives none away. */
  readonly keeps: boolean;
  /** Is told of each graph before it is loaded. */
  readonly lowered: (model: Model) => void;
}

/** Graphs that a device computes. Their results stay in its memory until somebody reads them. */
export function deviceCompiler(open: OpenSession, { session: options, keeps, lowered }: DeviceOptions): Compile {
  const { Tensor: OrtTensor } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  const location = keeps ? 'gpu-buffer' : 'cpu';
  const memory = new DeviceMemory(open, options, OrtTensor);
  return (graph) => {
    const model = lowerGraph(graph, { blockSize: 1, gpu: true });
    lowered(model);
    const session = open(encodeModel(model, { open: true }), { ...options, preferredOutputLocation: location });
    const run = (now: Graph, places: readonly number[]): void | Promise<void> => {
      const feeds = Object.fromEntries(now.leaves.map((value, index) => [inputName(index), memory.tensorOf(value)]));
      const fetches = Object.fromEntries(places.map((place) => [outputName(place), null]));
      return then(session.run(feeds, fetches), (results) => take(now, places, results, memory));
    };
    return {
      run: (now, places) =>
        asDeviceError((): void | Promise<void> => {
          const uploads = keeps ? memory.uploadWhatReturns(now.leaves) : undefined;
          return uploads ? uploads.then(() => run(now, places)) : run(now, places);
        }),
      dispose: () => session.dispose(),
    };
  };
}

function take({ outputs }: Graph, places: readonly number[], results: Results, memory: DeviceMemory): void {
  outputs.forEach((value, index) => {
    const tensor = results[outputName(places[index]!)] as Tensor;
    if (tensor.location === 'cpu') value.data = tensor.data as Float32Array;
    else value.onDevice = memory.hold(tensor, value.dtype);
    value.producer = undefined;
  });
}
