import type * as OnnxRuntime from 'onnxruntime-node';
import { lowerGraph } from '../../onnx/lower-graph.ts';
import type { Target } from '../../onnx/lowering.ts';
import { encodeModel } from '../../onnx/model.ts';
import { requireOptional } from '../../packages.ts';
import type { Compile } from '../../recording/session-cache.ts';
import { type OpenSession, then } from './runtime-session.ts';
import { sessionOptions } from './session-options.ts';
import { tensorsOf } from './tensors.ts';

/** Graphs that the processor computes, on numbers in its memory. */
export function processorCompiler(open: OpenSession, threads: number, target: Target): Compile {
  const { Tensor } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  return (graph) => {
    const session = open(encodeModel(lowerGraph(graph, target), { open: true }), sessionOptions(threads));
    return {
      run(now, places) {
        const { feeds, fetches, take } = tensorsOf(now, places, Tensor);
        return then(session.run(feeds, fetches), take);
      },
      dispose: () => session.dispose(),
    };
  };
}
