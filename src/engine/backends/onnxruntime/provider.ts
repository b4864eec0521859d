import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Device, type Presence, processor } from '../../backend.ts';
import type { DeviceRequest } from '../../device-request.ts';
import { requireOptional } from '../../packages.ts';
import { findAdapter, mayHaveCard } from './find-adapter.ts';
import { isMeasuredFaster } from './measured-faster.ts';
import type { AdapterPresence } from './read-adapter.ts';

/** What ONNX Runtime computes with: its execution provider, and the device. */
export interface Provider {
  readonly name: 'cpu' | 'cuda' | 'webgpu';
  readonly device: Device;
  /** Which of several devices; WebGPU chooses by itself. */
  readonly index: number;
}

type Absence = Presence & { there: false };

/** The provider for what is asked for: of GPUs CUDA where its libraries are installed, else WebGPU. */
export async function chooseProvider(
  request: DeviceRequest,
  look: () => Promise<AdapterPresence> = findAdapter,
): Promise<Provider | Absence> {
  if (request.kind !== 'gpu')
    return request.kind === 'auto' && mayHaveCard() ? automatic(await look()) : processorOnly();
  if (hasCuda()) return { name: 'cuda', device: cudaDevice(request.index), index: request.index };
  const presence = await look();
  if (!presence.there) return { there: false, why: presence.why, howToGet: howToGetDevice(process.platform) };
  if (request.index > 0) return cannotChoose(request.index);
  return onAdapter(presence.adapter);
}

/** A card only where it was measured to be faster. */
function automatic(presence: AdapterPresence): Provider {
  return presence.there && isMeasuredFaster(presence.adapter) ? onAdapter(presence.adapter) : processorOnly();
}

function processorOnly(): Provider {
  return { name: 'cpu', device: processor(), index: 0 };
}

function onAdapter({ name, driver }: { readonly name: string; readonly driver: string }): Provider {
  return { name: 'webgpu', device: { kind: 'gpu', name, driver }, index: 0 };
}

function cannotChoose(index: number): Absence {
  return {
    there: false,
    why: `gpu:${index} can be chosen with CUDA only, whose libraries onnxruntime-node doesn't have here: WebGPU takes the fastest device by itself`,
    howToGet: ['write engine: {device: gpu}', ...howToGetCuda],
  };
}

const howToGetCuda = ['CUDA, on Linux x64: npm rebuild onnxruntime-node --ignore-scripts=false (300 MB)'];

/** What a machine needs for WebGPU, by its system. */
export function howToGetDevice(platform: NodeJS.Platform): string[] {
  if (platform !== 'linux') return ["install the driver of the graphics card from its maker's page"];
  return [
    "install the graphics card's Vulkan driver (NVIDIA: its own driver; AMD and Intel: mesa-vulkan-drivers) and libvulkan1",
    'in a container give it the card: docker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=all, or --device /dev/dri',
  ];
}

/** Whether the package's own CUDA libraries were installed beside its library for processors. */
function hasCuda(): boolean {
  const folder = join(dirname(requireOptional.resolve('onnxruntime-node/package.json')), 'bin/napi-v6');
  const name = process.platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so';
  return existsSync(join(folder, process.platform, process.arch, name));
}

function cudaDevice(index: number): Device {
  const query = ['--query-gpu=name,driver_version', '--format=csv,noheader', '-i', String(index)];
  try {
    const [name, driver] = execFileSync('nvidia-smi', query, { encoding: 'utf8' }).trim().split(', ');
    return { kind: 'gpu', name: name!, ...(driver !== undefined && { driver }) };
  } catch {
    return { kind: 'gpu', name: `CUDA device ${index}` };
  }
}
