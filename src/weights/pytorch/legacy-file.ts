import { arrays } from '../dtypes.ts';
import { ByteCursor } from './byte-cursor.ts';
import type { PickleValue, Storage } from './pickle-values.ts';
import type { PyTorchFile } from './read-pytorch.ts';
import { dtypeOf } from './stored-array.ts';
import { torchObjects } from './torch-objects.ts';
import { unpickle } from './unpickle.ts';

/**
 * A file as PyTorch wrote it before 1.6, and torchvision still publishes: pickles of a magic number, a version, facts
 * of the machine, the value and the storages' keys; then each storage's number of elements in 8 bytes, and the
 * elements.
 * @throws Error saying what is wrong or refused
 */
export function legacyFile(bytes: Uint8Array): PyTorchFile {
  const found = new Map<string, Storage>();
  const objects = {
    ...torchObjects,
    persistent(id: PickleValue) {
      const storage = torchObjects.persistent(id) as Storage;
      found.set(storage.key, storage);
      return storage;
    },
  };
  let end = 0;
  const next = () => {
    const read = unpickle(bytes, objects, end);
    end = read.end;
    return read.value;
  };
  next();
  const version = next();
  if (version !== 1001) throw new Error(`it is of version ${String(version)} of PyTorch's format; known is 1001`);
  const machine = next();
  if (machine instanceof Map && machine.get('little_endian') === false) throw new Error('its numbers are big-endian');
  const value = next();
  const keys = next();
  const storages = readStorages(bytes, end, Array.isArray(keys) ? keys : [], found);
  return {
    value,
    storage: ({ key }) => {
      const storage = storages.get(key);
      return storage ? Promise.resolve(storage) : Promise.reject(new Error(`it lacks the storage ${key}`));
    },
    close: () => Promise.resolve(),
  };
}

function readStorages(
  bytes: Uint8Array,
  start: number,
  keys: readonly PickleValue[],
  found: ReadonlyMap<string, Storage>,
): ReadonlyMap<string, Uint8Array> {
  const cursor = new ByteCursor(bytes, start);
  const storages = new Map<string, Uint8Array>();
  for (const key of keys) {
    const storage = found.get(String(key));
    if (!storage) throw new Error(`it has the storage ${String(key)}, which nothing refers to`);
    const length = cursor.uint64();
    storages.set(storage.key, cursor.bytes(length * arrays[dtypeOf(storage)].BYTES_PER_ELEMENT));
  }
  return storages;
}
