import { instantiateSimd, type SimdInstance, type SimdRoutines } from './instance.ts';

/** Memory of the SIMD routines during one piece of work. */
export interface Scratch {
  readonly routines: SimdRoutines;
  /** The address of these bytes: their own if they are in the routines' memory already, otherwise that of a copy. */
  input(bytes: Uint8Array | Int32Array | Float32Array): number;
  /** The address of so many bytes, which are not cleared. A routine may write up to 15 bytes over the end. */
  room(length: number): number;
  /** The bytes at an address: a view within an outer piece of work, a copy otherwise. */
  result(address: number, length: number): Uint8Array;
}

const ALIGNMENT = 16;
const PAGE = 65536;

let instance: SimdInstance | undefined;
let bytes: Uint8Array = new Uint8Array();
let top = 0;
let depth = 0;

/**
 * Does a piece of work with SIMD routines. Pieces nest: in a pipeline of augmentations, the parts pass views of the
 * routines' memory to each other without copying. All memory is free again when the outermost piece is done.
 */
export function scratch<T>(work: (memory: Scratch) => T): T {
  instance ??= instantiateSimd();
  if (depth === 0) top = instance.routines.firstFree();
  depth++;
  try {
    return work({ routines: instance.routines, input, room, result });
  } finally {
    depth--;
  }
}

/** Whether these bytes are a view of the routines' memory, which is valid until the outermost piece of work is done. */
export function isScratch({ buffer }: Uint8Array): boolean {
  return routineBuffers.has(buffer);
}

/** The buffers of the routines' memory. Growing makes a new buffer; views of older ones stay valid. */
const routineBuffers = new WeakSet<ArrayBufferLike>();

function input(data: Uint8Array | Int32Array | Float32Array): number {
  if (data instanceof Uint8Array && isScratch(data)) return data.byteOffset;
  const address = room(data.byteLength);
  bytes.set(data instanceof Uint8Array ? data : new Uint8Array(data.buffer, data.byteOffset, data.byteLength), address);
  return address;
}

function room(length: number): number {
  const address = Math.ceil(top / ALIGNMENT) * ALIGNMENT;
  top = address + length + ALIGNMENT;
  if (top > bytes.length) grow(top);
  return address;
}

function result(address: number, length: number): Uint8Array {
  return depth > 1
    ? bytes.subarray(address, address + length)
    : new Uint8Array(bytes.subarray(address, address + length));
}

function grow(length: number): void {
  const { memory } = instance!;
  const missing = length - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  bytes = new Uint8Array(memory.buffer);
  routineBuffers.add(memory.buffer);
}
