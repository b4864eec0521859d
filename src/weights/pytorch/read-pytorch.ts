import type { StoredArray } from '../dtypes.ts';
import { findTensors } from './find-tensors.ts';
import { legacyFile } from './legacy-file.ts';
import type { PickleValue, Storage } from './pickle-values.ts';
import { checkSizes, storedArray } from './stored-array.ts';
import { isZip, openZipFile } from './zip-file.ts';

/** What a file of `torch.save` holds. */
export interface PyTorchFile {
  readonly value: PickleValue;
  /** The bytes of a storage, read when asked for. */
  storage(storage: Storage): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * The tensors of a state dict that `torch.save` wrote, as a zip (since PyTorch 1.6) or as before.
 * @param bytes the whole file
 * @throws Error saying what is wrong with the file, or refused
 */
export async function readPyTorch(bytes: Uint8Array): Promise<Map<string, StoredArray>> {
  const file = isZip(bytes) ? await openZipFile(bytes) : legacyFile(bytes);
  try {
    const tensors = new Map<string, StoredArray>();
    const storages = new Map<string, Promise<Uint8Array>>();
    const views = findTensors(file.value);
    checkSizes(views.values(), bytes.length);
    for (const [name, view] of views) {
      const { storage } = view;
      const content = storages.get(storage.key) ?? file.storage(storage);
      storages.set(storage.key, content);
      tensors.set(name, storedArray(view, await content));
    }
    return tensors;
  } finally {
    await file.close();
  }
}

/** Whether a file begins as `torch.save` writes it, now or before PyTorch 1.6. */
export function isPyTorch(bytes: Uint8Array): boolean {
  return isZip(bytes) || startsWith(bytes, legacyStart);
}

/** A pickle of protocol 2 of the number 0x1950a86a20f9469cfc6c. */
const legacyStart = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
