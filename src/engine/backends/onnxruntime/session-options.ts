import type { InferenceSession } from 'onnxruntime-common';
import type { Provider } from './provider.ts';

/** Keys of onnxruntime_session_options_config_keys.h. */
const extra = {
  // Squared gradients in Adam's slots come near zero, where denormal numbers are many times slower.
  // Threads that wait spinning take a fifth more of a busy machine's time, and gain nothing on a quiet one.
  session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: '0' } },
};

/** What every session is made with, by whichever way. `threads` compute one operator. */
export function sessionOptions(threads: number) {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // The lowering writes what they would make; looking for it takes half of the time in which a session is made.
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
    // A plan of all memory takes a second block beside the one that the first run left, and is slower.
    enableMemPattern: false,
    extra,
  } as const satisfies InferenceSession.SessionOptions;
}

/** What sessions on a GPU are made with; operators that it lacks run on `threads` of the processor. */
export function deviceOptions(threads: number, { name, index }: Pick<Provider, 'name' | 'index'>) {
  // A step's buffers have the same sizes each time: kept, large ones too, they need not be made again.
  const webgpu = { name: 'webgpu', storageBufferCacheMode: 'simple' } as const;
  const provider = name === 'cuda' ? ({ name, deviceId: index } as const) : webgpu;
  return { ...sessionOptions(threads), executionProviders: [provider] } satisfies InferenceSession.SessionOptions;
}
