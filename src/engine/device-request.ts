import type { EngineSection } from '../../schemas/index.ts';

/** What `engine.device` asks for. */
export type DeviceRequest =
  { readonly kind: 'auto' | 'cpu' } | { readonly kind: 'gpu'; /** Absent if any will do. */ readonly index?: number };

/** `gpu` is the first one, or the one that a process has been left; `gpu:1` is the second. */
export function deviceRequest(device: EngineSection['device'] = 'auto'): DeviceRequest {
  const [kind, index] = device.split(':') as ['auto' | 'cpu' | 'gpu', string | undefined];
  return kind === 'gpu' ? { kind, ...(index !== undefined && { index: Number(index) }) } : { kind };
}
