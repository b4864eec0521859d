import {
  type BackendValues,
  type DataType,
  DataStorage,
  engine,
  KernelBackend,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { isResampleMatrix } from '../../geometry/resample.ts';
import type { Recording } from '../../recording/kernel.ts';
import type { KernelName } from '../../recording/kernels/index.ts';
import type { KernelRecorder } from '../../recording/register-kernels.ts';
import { multiplyAddsOf } from './multiply-adds.ts';

interface Held {
  readonly size: number;
  readonly dtype: DataType;
  refCount: number;
}

/** A kernel that would have run. */
export type KernelListener = (kernel: KernelName, multiplyAdds: number) => void;

/**
 * A backend that computes nothing: it knows the shapes of all tensors and the bytes that they would take, and tells
 * which kernels would run. Numbers that are read are zeros.
 */
export class MetaBackend extends KernelBackend implements KernelRecorder {
  readonly #held: DataStorage<Held> = new DataStorage<Held>(this, engine());
  /** Called for each kernel but those that only view or copy. */
  onKernel: KernelListener = () => undefined;
  /** What all tensors that are alive would take. */
  bytes = 0;
  /** The most that `bytes` has been; whoever measures sets it back. */
  peakBytes = 0;

  record(kernel: KernelName, { operands, outputs, attributes }: Recording): TensorInfo[] {
    const shapes = operands.map((operand) => ('scalar' in operand ? [] : operand.shape));
    const resamples = operands.some((operand) => !('scalar' in operand) && isResampleMatrix(operand.dataId));
    this.onKernel(kernel, resamples ? 0 : multiplyAddsOf(kernel, shapes, outputs[0]?.shape ?? [], attributes));
    return outputs.map(({ shape, dtype }) => ({ dataId: this.#hold({}, shape, dtype), shape: [...shape], dtype }));
  }

  view({ dataId, dtype }: TensorInfo, shape: readonly number[]): TensorInfo {
    this.incRef(dataId);
    return { dataId, dtype, shape: [...shape] };
  }

  compute(dataId: object): BackendValues {
    const { size, dtype } = this.#held.get(dataId);
    return util.makeZerosTypedArray(size, dtype as 'float32');
  }

  override write(_values: BackendValues, shape: number[], dtype: DataType): object {
    return this.#hold({}, shape, dtype);
  }

  override move(dataId: object, _values: BackendValues, shape: number[], dtype: DataType, refCount: number): void {
    this.#hold(dataId, shape, dtype, refCount);
  }

  override read(dataId: object): Promise<BackendValues> {
    return Promise.resolve(this.compute(dataId));
  }

  override readSync(dataId: object): BackendValues {
    return this.compute(dataId);
  }

  override refCount(dataId: object): number {
    return this.#held.has(dataId) ? this.#held.get(dataId).refCount : 0;
  }

  override incRef(dataId: object): void {
    this.#held.get(dataId).refCount++;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.#held.has(dataId)) return true;
    const held = this.#held.get(dataId);
    held.refCount--;
    if (!force && held.refCount > 0) return false;
    this.bytes -= bytesOf(held);
    return this.#held.delete(dataId);
  }

  override dispose(): void {}

  override numDataIds(): number {
    return this.#held.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  #hold(dataId: object, shape: readonly number[], dtype: DataType, refCount = 1): object {
    const held: Held = { size: util.sizeFromShape([...shape]), dtype, refCount };
    this.#held.set(dataId, held);
    this.bytes += bytesOf(held);
    this.peakBytes = Math.max(this.peakBytes, this.bytes);
    return dataId;
  }
}

function bytesOf({ size, dtype }: Held): number {
  return dtype === 'string' ? 0 : size * util.bytesPerElement(dtype);
}
