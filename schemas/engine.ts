import { z } from 'zod';

export const backendNames = ['tensorflow', 'onnxruntime', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** Backends that can compute on a graphics card. */
export const backendsWithGpu: readonly BackendName[] = ['onnxruntime', 'tensorflow'];

export const engineSection = z
  .strictObject({
    backend: z
      .enum(['auto', ...backendNames])
      .default('auto')
      .describe(
        'TensorFlow.js backend that computes; `auto` takes the first that is there of `onnxruntime`, ' +
          '`tensorflow`, `wasm` and `cpu`.',
      ),
    device: z
      .string()
      .regex(/^(?:auto|cpu|gpu(?::\d+)?)$/, 'expected auto, cpu, gpu or gpu:0, gpu:1 and so on')
      .optional()
      .describe(
        'What it computes on: `cpu`, `gpu`, or one of several GPUs by its number, `gpu:1`. By default `auto`, ' +
          'which takes a GPU only where steps of this size were measured to be faster. Only `onnxruntime` and ' +
          '`tensorflow` have GPUs.',
      ),
    threads: z
      .int()
      .positive()
      .optional()
      .describe(
        'Number of threads of the native backends; by default one for each processor that this process may ' +
          'use: the CPU quota of a container counts.',
      ),
  })
  .superRefine(({ backend, device }, { addIssue }) => {
    if (!device?.startsWith('gpu') || backend === 'auto' || backendsWithGpu.includes(backend)) return;
    addIssue({
      code: 'custom',
      path: ['device'],
      message:
        `expected a backend that has GPUs, ${backendsWithGpu.join(' or ')}, for the device ${device}, got ` +
        `${backend}`,
    });
  })
  .describe('The backend that computes, on what, and its threads.');
export type EngineSection = z.output<typeof engineSection>;
