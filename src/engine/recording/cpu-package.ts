import { createRequire } from 'node:module';
import { findBackend, type KernelBackend } from '@tensorflow/tfjs-core';

const fromHere = createRequire(import.meta.url);

/**
 * Loads TensorFlow.js's backend in plain JavaScript, which takes a good part of the time to start: so this is for where
 * something is to run on it. At its first tensor it would print a banner that tells people to install another one.
 * @returns the version of its package
 */
export function loadCpuBackend(): string {
  const { version_cpu } = fromHere('@tensorflow/tfjs-backend-cpu') as { readonly version_cpu: string };
  (findBackend('cpu') as KernelBackend & { firstUse: boolean }).firstUse = false;
  return version_cpu;
}
