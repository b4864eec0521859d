import { createRequire } from 'node:module';
import type { TensorConstructor } from 'onnxruntime-common';
import type * as OnnxRuntime from 'onnxruntime-node';
import type * as OnnxRuntimeBinding from 'onnxruntime-node/dist/binding.js';
import { inputName, lowerGraph, outputName } from '../../onnx/lower-graph.ts';
import { encodeModel } from '../../onnx/model.ts';
import type { Graph } from '../../recording/graph.ts';
import type { Compile, Session } from '../../recording/session-cache.ts';
import { sizeOf, type Value } from '../../recording/value.ts';

const require = createRequire(import.meta.url);

/**
 * The package's public API only adds a promise around a blocking call. The binding under it is used as it is,
 * so that a kernel of another backend can be run in the middle of a recording.
 */
export function loadCompiler(threads: number): Compile {
  const { Tensor } = require('onnxruntime-node') as typeof OnnxRuntime;
  const { binding, initOrt } = require('onnxruntime-node/dist/binding.js') as typeof OnnxRuntimeBinding;
  initOrt();
  return (graph) => createSession(graph, new binding.InferenceSession(), Tensor, threads);
}

/** Keys of onnxruntime_session_options_config_keys.h. */
const extra = {
  // Layouts are chosen here already; merging or moving transposes makes slow ones of fast ones.
  optimization: { disable_specified_optimizers: 'TransposeOptimizer;NchwcTransformer' },
  // Squared gradients in Adam's slots come near zero, where denormal numbers are many times slower.
  session: { set_denormal_as_zero: '1' },
};

function createSession(
  graph: Graph,
  session: OnnxRuntimeBinding.Binding.InferenceSession,
  OrtTensor: TensorConstructor,
  threads: number,
): Session {
  const model = encodeModel(lowerGraph(graph));
  session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // A plan of all memory takes a second block beside the one that the first run left, and is slower.
    enableMemPattern: false,
    extra,
  });
  const wrap = ({ dtype, data, shape }: Value) => new OrtTensor(dtype as 'float32', data as Float32Array, shape);

  return {
    run({ leaves, outputs }) {
      const results = outputs.map((value) => wrap({ ...value, data: allocate(value) }));
      const feeds = Object.fromEntries(leaves.map((value, index) => [inputName(index), wrap(value)]));
      session.run(feeds, Object.fromEntries(results.map((tensor, index) => [outputName(index), tensor])), {});
      outputs.forEach((value, index) => {
        value.data = results[index]!.data;
        value.source = undefined;
      });
    },
    dispose: () => session.dispose(),
  };
}

function allocate({ dtype, shape }: Value): Float32Array | Int32Array | Uint8Array {
  const size = sizeOf(shape);
  if (dtype === 'float32') return new Float32Array(size);
  return dtype === 'int32' ? new Int32Array(size) : new Uint8Array(size);
}
