import * as tf from '@tensorflow/tfjs-core';
import { type KernelFunc, registerKernel, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { createFallback, type Lender } from './fallback.ts';
import type { Kernel, Recording } from './kernel.ts';
import { type KernelName, kernels } from './kernels/index.ts';

/** A backend whose kernels are recorded instead of run. */
export interface KernelRecorder extends Lender {
  /** The results of a kernel call, which the caller owns. */
  record(kernel: KernelName, recording: Recording): TensorInfo[];
  /** The same data as another tensor, perhaps of another shape. */
  view(info: TensorInfo, shape: readonly number[]): TensorInfo;
}

/**
 * Registers every kernel with TensorFlow.js: views, recorded ones, and for the rest those of other backends.
 * `say` is told once of each kernel that runs elsewhere.
 */
export function registerKernels(
  backendName: string,
  backend: KernelRecorder,
  say: (line: string) => void = () => undefined,
): void {
  const fallback = createFallback(backendName, backend, say);
  const add = (kernelName: string, kernelFunc: KernelFunc) => registerKernel({ kernelName, backendName, kernelFunc });

  for (const [name, shapeOf] of Object.entries(views)) {
    add(name, ({ inputs, attrs }) => {
      const [input] = Object.values(inputs as Record<string, TensorInfo>);
      return backend.view(input!, shapeOf(input!.shape, (attrs ?? {}) as unknown as ViewAttributes));
    });
  }
  for (const [name, valuesOf] of Object.entries(sequences)) {
    add(name, ({ attrs }) => {
      const { dtype = 'float32', ...bounds } = attrs as unknown as SequenceAttributes;
      const values = util.toTypedArray(valuesOf(bounds), dtype);
      return { dataId: backend.write(values, [values.length], dtype), shape: [values.length], dtype };
    });
  }
  for (const [name, kernel] of Object.entries(kernels) as [KernelName, Kernel][])
    add(name, recorder(name, kernel, backend, fallback(name)));

  const known = new Set(Object.keys({ ...views, ...sequences, ...kernels }));
  for (const name of kernelsElsewhere()) if (!known.has(name)) add(name, fallback(name));
}

/** What is made of other kernels, or belongs to browsers: TensorFlow.js does without where a backend lacks it. */
const nowhere = ['BroadcastTo', 'FromPixels', 'LogSoftmax', 'LowerBound', 'MatrixBandPart', 'Pool', 'UpperBound'];

/**
 * The kernels that another backend can run, which need not be loaded to know: TensorFlow.js exports the name of each
 * kernel as a constant that is called like its value.
 */
export function kernelsElsewhere(): string[] {
  const names = Object.entries(tf).flatMap(([name, value]) => (name === value ? [name] : []));
  return names.filter((name) => !nowhere.includes(name));
}

function recorder(name: KernelName, kernel: Kernel, backend: KernelRecorder, elsewhere: KernelFunc): KernelFunc {
  return (params) => {
    const recording = kernel({ inputs: params.inputs as never, attrs: params.attrs ?? {} });
    if (!recording) return elsewhere(params);
    const results = backend.record(name, recording);
    return recording.list ? results : results[0]!;
  };
}

interface ViewAttributes {
  readonly shape: number[];
  readonly dim: number;
}

/** Kernels that only look at the same numbers in another shape. */
const views: Record<string, (shape: number[], attributes: ViewAttributes) => number[]> = {
  Identity: (shape) => shape,
  Reshape: (from, { shape }) => {
    const size = util.sizeFromShape(from);
    const to = util.inferFromImplicitShape(shape, size);
    util.assert(util.sizeFromShape(to) === size, () => `Expected a new shape of ${size} elements, got [${to.join()}].`);
    return to;
  },
  ExpandDims: (shape, { dim }) => {
    const axis = dim < 0 ? shape.length + 1 + dim : dim;
    return [...shape.slice(0, axis), 1, ...shape.slice(axis)];
  },
};

interface SequenceAttributes {
  readonly start: number;
  readonly stop: number;
  readonly step?: number;
  readonly num?: number;
  readonly dtype?: 'float32' | 'int32';
}

/** Kernels without inputs, whose few numbers are made at once. */
const sequences: Record<string, (attributes: SequenceAttributes) => number[]> = {
  Range({ start, stop, step = 1 }) {
    const length = Math.max(0, Math.ceil((stop - start) / step));
    return Array.from({ length }, (_, index) => start + index * step);
  },
  LinSpace({ start, stop, num = 1 }) {
    const step = num > 1 ? (stop - start) / (num - 1) : 0;
    return Array.from({ length: num }, (_, index) => start + index * step);
  },
};
