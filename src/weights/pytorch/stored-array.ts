import { arrays, type Dtype, type StoredArray } from '../dtypes.ts';
import type { Storage, TensorView } from './pickle-values.ts';

const dtypes: Readonly<Record<string, Dtype>> = {
  'torch.DoubleStorage': 'F64',
  'torch.FloatStorage': 'F32',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
  'torch.LongStorage': 'I64',
  'torch.IntStorage': 'I32',
  'torch.ShortStorage': 'I16',
  'torch.CharStorage': 'I8',
  'torch.ByteStorage': 'U8',
  'torch.BoolStorage': 'BOOL',
};

/** The dtype of a storage. @throws Error for one that isn't read, such as complex numbers */
export function dtypeOf({ type }: Storage): Dtype {
  const dtype = dtypes[String(type)];
  if (dtype === undefined) throw new Error(`it has a \`${String(type)}\`; read are ${Object.keys(dtypes).join(', ')}`);
  return dtype;
}

/** Up to this many bytes, tensors may repeat numbers as often as they like. */
const ALWAYS_ALLOWED = 4_000_000;

/** How many times the size of their file tensors may take. What training saves takes about its size once. */
const MOST_TIMES = 64;

/**
 * Views may repeat the numbers of a storage, as those that `expand` makes, so a few bytes could fill the memory.
 * @throws Error if the tensors together take more than 64 times the bytes of their file, and more than 4 MB
 */
export function checkSizes(views: Iterable<TensorView>, fileBytes: number): void {
  let total = 0;
  for (const { storage, shape } of views) total += sizeOf(shape) * arrays[dtypeOf(storage)].BYTES_PER_ELEMENT;
  // Not `>`, since sizes beyond all numbers add up to NaN.
  if (!(total <= Math.max(ALWAYS_ALLOWED, MOST_TIMES * fileBytes)))
    throw new Error(
      `its tensors take ${total} bytes, more than ${MOST_TIMES} times the ${fileBytes} of the file, since they ` +
        'repeat numbers: save `tensor.contiguous()` of each',
    );
}

/** The values of a view, copied in the order of its axes. @throws Error if the view leads out of its storage */
export function storedArray({ storage, offset, shape, strides }: TensorView, bytes: Uint8Array): StoredArray {
  const dtype = dtypeOf(storage);
  const Numbers = arrays[dtype];
  const width = Numbers.BYTES_PER_ELEMENT;
  const size = sizeOf(shape);
  const last = offset + shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis]!, 0);
  if (strides.length !== shape.length || (size > 0 && (last + 1) * width > bytes.length))
    throw new Error('a tensor leads out of its storage');
  const isWhole = size > 0 && isRowMajor(shape, strides);
  const own = isWhole
    ? Uint8Array.from(bytes.subarray(offset * width, (last + 1) * width))
    : gather(bytes, width, size, { offset, shape, strides });
  return { dtype, shape, data: new Numbers(own.buffer) };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Whether elements that follow each other in a tensor do so in its storage. */
function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}

/** The bytes of each element, wherever the strides lead. */
function gather(
  bytes: Uint8Array,
  width: number,
  size: number,
  { offset, shape, strides }: Pick<TensorView, 'offset' | 'shape' | 'strides'>,
): Uint8Array<ArrayBuffer> {
  const gathered = new Uint8Array(size * width);
  const index = shape.map(() => 0);
  let source = offset;
  for (let target = 0; target < size; target++) {
    for (let byte = 0; byte < width; byte++) gathered[target * width + byte] = bytes[source * width + byte]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      source += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      source -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return gathered;
}
