import type { Backend, Presence, StartOptions, Started } from '../../backend.ts';
import { installedVersion, reason, requireOptional } from '../../packages.ts';
import { lastFailure } from './install.ts';

/** TensorFlow.js recorded into ONNX graphs that ONNX Runtime's native library runs, on the processor or on a GPU. */
export const onnxruntimeBackend: Backend = {
  name: 'onnxruntime',
  hasGpus: true,
  async probe(options): Promise<Presence> {
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
    } catch (error) {
      return {
        there: false,
        why: `the native library of onnxruntime-node ${version} does not load: ${reason(error)}`,
        howToGet: [
          'use a platform that onnxruntime-node ships for: Linux, macOS or Windows, x64 or arm64, glibc 2.28 or newer',
        ],
      };
    }
    const provider = await providerFor(options);
    return 'name' in provider ? { there: true, what: `onnxruntime-node ${version}` } : provider;
  },
  async start(options: StartOptions): Promise<Started> {
    const { registerOnnxRuntime } = await import('./register.ts');
    const provider = await providerThere(options);
    await registerOnnxRuntime({ threads: options.threads, provider });
    return { threads: options.threads, device: provider.device };
  },
  deviceFor: async (options) => (await providerThere(options)).device,
};

/** To be called where `probe` found it. */
async function providerThere(options: StartOptions) {
  const provider = await providerFor(options);
  if (!('name' in provider)) throw new Error(`Expected a device that the probe found, got none: ${provider.why}.`);
  return provider;
}

async function providerFor({ device = { kind: 'auto' }, threads, stepSize }: StartOptions) {
  const { chooseProvider } = await import('./provider.ts');
  return chooseProvider({ device, threads, stepSize });
}

async function whyNotThere(): Promise<string> {
  const failure = await lastFailure();
  return failure === undefined
    ? 'its library is not there: npm ran no install script of Tessera'
    : `its library could not be fetched when Tessera was installed: ${failure}`;
}
