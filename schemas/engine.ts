import { z } from 'zod';

export const backendNames = ['tensorflow', 'onnxruntime', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

export const engineSection = z
  .strictObject({
    backend: z
      .enum(['auto', ...backendNames])
      .default('auto')
      .describe('TensorFlow.js backend that computes; `auto` takes the first that is there of `onnxruntime`, `tensorflow`, `wasm` and `cpu`.'),
    threads: z
      .int()
      .positive()
      .optional()
      .describe(
        'Number of threads of the native backends; by default one for each processor that this process may use: the CPU quota of a container counts.',
      ),
  })
  .describe('The backend that computes, and its threads.');
export type EngineSection = z.output<typeof engineSection>;
