import type * as OnnxRuntime from 'onnxruntime-node';
import type * as OnnxRuntimeBinding from 'onnxruntime-node/dist/binding.js';
import { lowerGraph } from '../../onnx/lower-graph.ts';
import type { Target } from '../../onnx/lowering.ts';
import { encodeModel } from '../../onnx/model.ts';
import { requireOptional } from '../../packages.ts';
import type { Compile } from '../../recording/session-cache.ts';
import { sessionOptions } from './session-options.ts';
import { tensorsOf } from './tensors.ts';

type Binding = typeof OnnxRuntimeBinding;

/**
 * Sessions that block while they run. The package's public API adds only a promise around the same call; blocking,
 * a kernel of another backend can be run in the middle of a recording. Undefined where the package has no such binding:
 * the path is private to it, and may change with any version.
 */
export function bindingCompiler(threads: number, target: Target): Compile | undefined {
  const found = findBinding();
  if (!found) return undefined;
  const { Tensor } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  found.initOrt();
  return (graph) => {
    const session = new found.binding.InferenceSession();
    const model = encodeModel(lowerGraph(graph, target));
    session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, sessionOptions(threads));
    return {
      run(now) {
        const { feeds, fetches, take } = tensorsOf(now, Tensor);
        session.run(feeds, fetches, {});
        take();
      },
      dispose: () => session.dispose(),
    };
  };
}

function findBinding(): Binding | undefined {
  try {
    const found = requireOptional('onnxruntime-node/dist/binding.js') as Partial<Binding>;
    return found.binding?.InferenceSession && found.initOrt ? (found as Binding) : undefined;
  } catch {
    return undefined;
  }
}
