import type * as OnnxRuntime from 'onnxruntime-node';
import { lowerGraph } from '../../onnx/lower-graph.ts';
import type { Target } from '../../onnx/lowering.ts';
import { encodeModel } from '../../onnx/model.ts';
import { requireOptional } from '../../packages.ts';
import type { Compile } from '../../recording/session-cache.ts';
import { sessionOptions } from './session-options.ts';
import { tensorsOf } from './tensors.ts';

/** Sessions through the package's public API, whose runs are waited for. */
export function publicCompiler(threads: number, target: Target): Compile {
  const { InferenceSession, Tensor } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  return (graph) => {
    const created = InferenceSession.create(encodeModel(lowerGraph(graph, target)), sessionOptions(threads));
    // Whoever runs it sees the error; without a run nobody needs it.
    created.catch(() => undefined);
    return {
      async run(now) {
        const { feeds, fetches, take } = tensorsOf(now, Tensor);
        await (await created).run(feeds, fetches);
        take();
      },
      dispose: () => void created.then((session) => session.release()).catch(() => undefined),
    };
  };
}
