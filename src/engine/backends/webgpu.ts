import type { Backend } from '../backend.ts';
import { installedVersion, reason, requireOptional } from '../packages.ts';

const howToGet = [
  'npm install --no-save webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0 (130 MB: it carries Dawn for every platform)',
];

const howToGetAdapter = [
  'install the driver of the graphics card; on Linux its Vulkan driver and libvulkan1',
  'to try it without a card: VK_DRIVER_FILES=<vk_swiftshader_icd.json>, which comes with Chromium',
];

interface Dawn {
  readonly globals: Readonly<Record<string, unknown>>;
  create(options: readonly string[]): Gpu;
}
interface Gpu {
  requestAdapter(): Promise<{ readonly info: AdapterInfo } | null>;
}
interface AdapterInfo {
  readonly vendor: string;
  readonly device: string;
  readonly description: string;
}

/** TensorFlow.js on a graphics card through Dawn, the WebGPU of Chromium, which the npm package `webgpu` carries. */
export const webgpuBackend: Backend = {
  name: 'webgpu',
  async probe() {
    const absent = ['webgpu', '@tensorflow/tfjs-backend-webgpu'].filter((name) => installedVersion(name) === undefined);
    if (absent.length > 0) return { there: false, why: `not installed: ${absent.join(', ')}`, howToGet };
    try {
      const adapter = await gpu().requestAdapter();
      if (!adapter) {
        return { there: false, why: 'no WebGPU adapter was found', howToGet: howToGetAdapter };
      }
      return {
        there: true,
        what: `webgpu ${installedVersion('webgpu')} on ${nameOf(adapter.info)}`,
      };
    } catch (error) {
      return { there: false, why: `Dawn does not load: ${reason(error)}`, howToGet };
    }
  },
  async start() {
    const adapter = await gpu().requestAdapter();
    requireOptional('@tensorflow/tfjs-backend-webgpu');
    return { threads: 1, device: { kind: 'gpu', name: nameOf(adapter!.info) } };
  },
};

function nameOf({ vendor, device, description }: AdapterInfo): string {
  return description || device || vendor || 'an unnamed device';
}

let opened: Gpu | undefined;

/** TensorFlow.js registers the backend only where `navigator.gpu` is there when it is loaded. */
function gpu(): Gpu {
  if (!opened) {
    const dawn = requireOptional('webgpu') as Dawn;
    opened = dawn.create([]);
    Object.assign(globalThis, dawn.globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: opened, userAgent: 'node' }, configurable: true });
  }
  return opened;
}
