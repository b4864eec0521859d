import type { Presence } from '../../backend.ts';
import type { GpuPresence } from '../../doctor.ts';
import { isMeasured } from './measured-faster.ts';
import { isSoftware } from './read-adapter.ts';

/** The GPU that ONNX Runtime would compute on, given whether it is there itself. */
export async function lookForGpu(onnxruntime: Presence): Promise<GpuPresence> {
  if (!onnxruntime.there)
    return { there: false, why: `onnxruntime is not there: ${onnxruntime.why}`, howToGet: onnxruntime.howToGet };
  const { chooseProvider } = await import('./provider.ts');
  const provider = await chooseProvider({ device: { kind: 'gpu' }, threads: 1 });
  if (!('name' in provider)) return provider;
  const { device } = provider;
  const adapter = { name: device.name, driver: device.driver ?? '' };
  const isAutomatic = provider.name === 'webgpu' && isMeasured(adapter);
  return { there: true, device, isSoftware: isSoftware(adapter), isAutomatic };
}
