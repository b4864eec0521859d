import type { EngineSection } from '../../schemas/index.ts';

/** What `engine.device` asks for. */
export type DeviceRequest = { readonly kind: 'auto' | 'cpu' } | { readonly kind: 'gpu'; readonly index: number };

/** `gpu` is the first one, `gpu:1` the second. */
export function deviceRequest(device: EngineSection['device'] = 'auto'): DeviceRequest {
  const [kind, index] = device.split(':') as ['auto' | 'cpu' | 'gpu', string | undefined];
  return kind === 'gpu' ? { kind, index: Number(index ?? 0) } : { kind };
}
