import { type Backend, processor } from '../../backend.ts';
import { installedVersion, reason, requireOptional } from '../../packages.ts';
import { lastFailure } from './install.ts';

/** TensorFlow.js recorded into ONNX graphs that ONNX Runtime's native library runs. */
export const onnxruntimeBackend: Backend = {
  name: 'onnxruntime',
  async probe() {
    const version = installedVersion('onnxruntime-node');
    if (version === undefined) {
      return {
        there: false,
        why: await whyNotThere(),
        howToGet: ['tessera backend install onnxruntime'],
      };
    }
    try {
      requireOptional('onnxruntime-node');
      await import('./register.ts');
      return { there: true, what: `onnxruntime-node ${version}` };
    } catch (error) {
      return {
        there: false,
        why: `the native library of onnxruntime-node ${version} does not load: ${reason(error)}`,
        howToGet: [
          'use a platform that onnxruntime-node ships for: Linux, macOS or Windows, x64 or arm64, glibc 2.28 or newer',
        ],
      };
    }
  },
  async start({ threads }) {
    const { registerOnnxRuntime } = await import('./register.ts');
    await registerOnnxRuntime({ threads });
    return { threads, device: processor() };
  },
};

async function whyNotThere(): Promise<string> {
  const failure = await lastFailure();
  return failure === undefined
    ? 'its library is not there: npm ran no install script of Tessera'
    : `its library could not be fetched when Tessera was installed: ${failure}`;
}
