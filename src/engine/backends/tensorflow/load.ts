import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { installedVersion, requireOptional } from '../../packages.ts';
import { addonFile } from './addon-home.ts';
import { restoreNodeUtil } from './node-util.ts';

const packageName = '@tensorflow/tfjs-node-gpu';

/**
 * Loads tfjs-node, which registers the backend `tensorflow`, with our own build of its addon where there is one.
 * TensorFlow makes its threads at that moment. Says what was loaded. @throws whatever the loader throws
 */
export function loadAddon(threads: number): string {
  restoreNodeUtil();
  process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads);
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  const parts = existsSync(addonFile) ? loadParts() : undefined;
  if (parts) parts.register(requireOptional(addonFile));
  else requireOptional(packageName);
  const { binding } = tf.findBackend('tensorflow') as unknown as { binding: { TF_Version: string } };
  return `TensorFlow ${binding.TF_Version} through ${packageName} ${installedVersion(packageName)}`;
}

interface KernelBackendModule {
  readonly NodeJSKernelBackend: new (binding: unknown, packageName: string) => tf.KernelBackend;
}

/**
 * What the package's index does, but for an addon that isn't in its own folder. The paths are private to the package:
 * undefined where a version has them no more, and then its own addon is what is left.
 */
function loadParts(): { register(binding: unknown): void } | undefined {
  try {
    const { NodeJSKernelBackend } = requireOptional(`${packageName}/dist/nodejs_kernel_backend`) as KernelBackendModule;
    requireOptional(`${packageName}/dist/register_all_kernels`);
    return {
      register: (binding) => tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, packageName)),
    };
  } catch {
    return undefined;
  }
}
