import type * as OnnxRuntimeBinding from 'onnxruntime-node/dist/binding.js';
import { requireOptional } from '../../packages.ts';
import type { OpenSession } from './runtime-session.ts';

type Binding = typeof OnnxRuntimeBinding;

/**
 * Sessions that block while they run. The package's public API adds only a promise around the same call; blocking,
 * a kernel of another backend can be run in the middle of a recording. Undefined where the package has no such binding:
 * the path is private to it, and may change with any version.
 */
export function bindingSessions(): OpenSession | undefined {
  const found = findBinding();
  if (!found) return undefined;
  found.initOrt();
  return (model, options) => {
    const session = new found.binding.InferenceSession();
    session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, options);
    return {
      run: (feeds, fetches) => session.run(feeds, fetches, {}),
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
