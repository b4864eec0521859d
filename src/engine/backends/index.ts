import type { BackendName } from '../../../schemas/index.ts';
import type { Backend } from '../backend.ts';
import { cpuBackend } from './cpu.ts';
import { onnxruntimeBackend } from './onnxruntime/index.ts';
import { tensorflowBackend } from './tensorflow/index.ts';
import { wasmBackend } from './wasm/index.ts';

/** Every backend by name, in the order in which `doctor` shows them. */
export const backends: ReadonlyMap<BackendName, Backend> = new Map(
  [onnxruntimeBackend, tensorflowBackend, wasmBackend, cpuBackend].map((backend) => [backend.name, backend]),
);
