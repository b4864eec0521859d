import { z } from 'zod';

export const backendNames = ['tensorflow', 'onnxruntime', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

export const engineSection = z
  .strictObject({
    backend: z
      .enum(['auto', ...backendNames])
      .default('auto')
      .describe('Which TensorFlow.js backend runs; auto takes the fastest that is there.'),
    threads: z.int().positive().optional().describe('Threads of the native backends; by default all cores.'),
  })
  .describe('What the numbers are computed on.');
export type EngineSection = z.output<typeof engineSection>;
