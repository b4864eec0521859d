import type * as OnnxRuntime from 'onnxruntime-node';
import { requireOptional } from '../../packages.ts';
import type { OpenSession } from './runtime-session.ts';

/** Sessions through the package's public API, whose runs are waited for. */
export function publicSessions(): OpenSession {
  const { InferenceSession } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  return (model, options) => {
    const created = InferenceSession.create(model, options);
    // Whoever runs it sees the error; without a run nobody needs it.
    created.catch(() => undefined);
    return {
      run: async (feeds, fetches) => (await created).run(feeds, fetches),
      dispose: () => void created.then((session) => session.release()).catch(() => undefined),
    };
  };
}
