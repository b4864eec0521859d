import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CountMultiplyAdds, type Device, type Presence, processor } from '../../backend.ts';
import { readCards } from '../../cards.ts';
import type { DeviceRequest } from '../../device-request.ts';
import { requireOptional } from '../../packages.ts';
import { findAdapter, mayHaveCard } from './find-adapter.ts';
import { isMeasured, isMeasuredFaster } from './measured-faster.ts';
import type { Adapter, AdapterPresence } from './read-adapter.ts';

/** What ONNX Runtime computes with: its execution provider, and the device. */
export interface Provider {
  readonly name: 'cpu' | 'cuda' | 'webgpu';
  readonly device: Device;
  /** Which of several devices; WebGPU chooses by itself. */
  readonly index: number;
}

type Absence = Presence & { there: false };

/** What is asked for, and what a training step would have to compute. */
export interface Request {
  readonly device: DeviceRequest;
  readonly threads: number;
  readonly stepSize?: CountMultiplyAdds | undefined;
}

/** The provider for what is asked for: of GPUs CUDA where its libraries are installed, else WebGPU. */
export async function chooseProvider(
  { device, threads, stepSize }: Request,
  look?: () => Promise<AdapterPresence>,
): Promise<Provider | Absence> {
  if (device.kind === 'cpu') return processorOnly();
  if (device.kind === 'auto') {
    if (!stepSize || (!look && !mayHaveCard())) return processorOnly();
    const presence = await (look ?? findAdapter)();
    const isFaster = presence.there && (await isWorthIt(presence.adapter, stepSize, threads));
    return isFaster ? onAdapter(presence.adapter) : processorOnly();
  }
  const index = device.kind === 'gpu' ? (device.index ?? 0) : 0;
  if (hasCuda()) return onCuda(index);
  const presence = await (look ?? findAdapter)();
  if (!presence.there) return { there: false, why: presence.why, howToGet: howToGetDevice(process.platform) };
  if (index > 0) return cannotChoose(index);
  return onAdapter(presence.adapter);
}

/** A step is counted only for a card of which there are figures. */
async function isWorthIt(adapter: Adapter, stepSize: CountMultiplyAdds, threads: number): Promise<boolean> {
  if (!isMeasured(adapter)) return false;
  const multiplyAdds = await stepSize();
  return multiplyAdds !== undefined && isMeasuredFaster(adapter, { multiplyAdds, threads });
}

function processorOnly(): Provider {
  return { name: 'cpu', device: processor(), index: 0 };
}

function onAdapter({ name, driver }: Adapter): Provider {
  return { name: 'webgpu', device: { kind: 'gpu', name, driver }, index: 0 };
}

function cannotChoose(index: number): Absence {
  return {
    there: false,
    why:
      `gpu:${index} can be chosen with CUDA only, whose libraries onnxruntime-node doesn't have here: WebGPU ` +
      'takes the fastest device by itself',
    howToGet: ['write engine: {device: gpu}', ...howToGetCuda],
  };
}

const howToGetCuda = ['CUDA, on Linux x64: npm rebuild onnxruntime-node --ignore-scripts=false (300 MB)'];

/** What a machine needs for WebGPU, by its system. */
export function howToGetDevice(platform: NodeJS.Platform): string[] {
  if (platform !== 'linux') return ["install the driver of the graphics card from its maker's page"];
  return [
    "install the graphics card's Vulkan driver (NVIDIA: its own driver; AMD and Intel: mesa-vulkan-drivers) " +
      'and libvulkan1',
    'in a container give it the card: docker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=all, or --device /dev/dri',
  ];
}

/** Whether the package's own CUDA libraries were installed beside its library for processors. */
export function hasCuda(): boolean {
  const folder = join(dirname(requireOptional.resolve('onnxruntime-node/package.json')), 'bin/napi-v6');
  const name = process.platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so';
  return existsSync(join(folder, process.platform, process.arch, name));
}

/** A card of those that CUDA sees: `CUDA_VISIBLE_DEVICES` and a scheduler may leave it only some. */
function onCuda(index: number): Provider | Absence {
  const { cuda } = readCards();
  const card = cuda[index];
  if (!card && cuda.length > 0)
    return {
      there: false,
      why: `CUDA has ${cuda.length} GPU${cuda.length === 1 ? '' : 's'} here, the first of which is gpu:0`,
      howToGet: [`write engine: {device: gpu}, or a number below ${cuda.length}`],
    };
  const { name = `CUDA device ${index}`, driver, id } = card ?? {};
  const device = {
    kind: 'gpu',
    name,
    ...(driver !== undefined && { driver }),
    ...(id !== undefined && { id }),
  } as const;
  return { name: 'cuda', device, index };
}
