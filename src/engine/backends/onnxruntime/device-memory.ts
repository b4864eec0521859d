import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import type { BackendValues, DataType } from '@tensorflow/tfjs-core';
import { elementTypeOf, encodeModel } from '../../onnx/model.ts';
import { type DeviceNumbers, sizeOf, type Value } from '../../recording/value.ts';
import { asDeviceError } from './device-error.ts';
import { type OpenSession, type RuntimeSession, then } from './runtime-session.ts';

/** Smaller values, such as learning rates, are sent again and again: they are gone before a copy would pay. */
const worthCopying = 256;

/** The memory of the device that sessions with these options compute on. */
export class DeviceMemory {
  readonly #open: OpenSession;
  readonly #options: InferenceSession.SessionOptions;
  readonly #Tensor: TensorConstructor;
  readonly #copiers = new Map<string, RuntimeSession>();
  readonly #sent = new WeakSet<Value>();

  constructor(open: OpenSession, options: InferenceSession.SessionOptions, OrtTensor: TensorConstructor) {
    this.#open = open;
    this.#options = options;
    this.#Tensor = OrtTensor;
  }

  /** The numbers of a computed value as a session takes them, from where they are. */
  tensorOf({ onDevice, data, dtype, shape }: Value): Tensor {
    if (onDevice instanceof NumbersInTensor) return onDevice.tensor;
    return new this.#Tensor(dtype as 'float32', data as Float32Array, shape);
  }

  /** A result that a session left on the device. */
  hold(tensor: Tensor, dtype: DataType): DeviceNumbers {
    const read = () => this.#copy(tensor, dtype, 'cpu', ({ data }) => data as BackendValues);
    return new NumbersInTensor(tensor, () => asDeviceError(read));
  }

  /**
   * Keeps on the device what was sent to it before: weights that aren't trained are needed at each step, a batch's
   * images once.
   */
  uploadWhatReturns(values: readonly Value[]): void | Promise<void> {
    const large = values.filter((value) => !value.onDevice && sizeOf(value.shape) >= worthCopying);
    const waiting = large.filter((value) => this.#sent.has(value)).map((value) => this.#upload(value));
    for (const value of large) this.#sent.add(value);
    const promises = waiting.filter((upload) => upload instanceof Promise);
    return promises.length > 0 ? Promise.all(promises).then(() => undefined) : undefined;
  }

  #upload(value: Value): void | Promise<void> {
    return this.#copy(this.tensorOf(value), value.dtype, 'gpu-buffer', (tensor) => {
      value.onDevice = this.hold(tensor, value.dtype);
    });
  }

  /**
   * A session that does nothing copies, by where its result is wanted. The package's own way to read a tensor of a
   * device ends the process.
   */
  #copy<R>(tensor: Tensor, dtype: DataType, to: 'cpu' | 'gpu-buffer', next: (copy: Tensor) => R): R | Promise<R> {
    const copier = this.#copier(dtype, tensor.dims.length, to);
    return then(copier.run({ from: tensor }, { to: null }), (results) => next(results['to'] as Tensor));
  }

  #copier(dtype: DataType, rank: number, to: 'cpu' | 'gpu-buffer'): RuntimeSession {
    const key = `${dtype} ${rank} ${to}`;
    const known = this.#copiers.get(key);
    if (known) return known;
    const shape = Array.from({ length: rank }, (_, axis) => `size of axis ${axis}`);
    const port = { type: elementTypeOf(dtype), shape };
    const model = encodeModel({
      nodes: [{ operator: 'Identity', domain: '', inputs: ['from'], outputs: ['to'], attributes: {} }],
      initializers: [],
      inputs: [{ name: 'from', ...port }],
      outputs: [{ name: 'to', ...port }],
    });
    const session = this.#open(model, { ...this.#options, preferredOutputLocation: to });
    this.#copiers.set(key, session);
    return session;
  }
}

class NumbersInTensor implements DeviceNumbers {
  readonly tensor: Tensor;
  readonly read: DeviceNumbers['read'];

  constructor(tensor: Tensor, read: DeviceNumbers['read']) {
    this.tensor = tensor;
    this.read = read;
  }

  dispose(): void {
    this.tensor.dispose();
  }
}
