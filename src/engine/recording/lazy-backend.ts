import {
  type BackendValues,
  type DataType,
  DataStorage,
  engine,
  KernelBackend,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { collectGraph } from './graph.ts';
import type { Recording, ScalarInput } from './kernel.ts';
import type { KernelName } from './kernels/index.ts';
import type { KernelRecorder } from './register-kernels.ts';
import type { SessionCache } from './session-cache.ts';
import { type DeviceNumbers, isComputed, leaf, type Operand, type Operation, type Value } from './value.ts';

/**
 * A lazy backend: kernels only record themselves. Reading a tensor computes, as one graph, everything recorded
 * so far that is still held by somebody.
 */
export class LazyBackend extends KernelBackend implements KernelRecorder {
  readonly #name: string;
  readonly #values: DataStorage<Value> = new DataStorage<Value>(this, engine());
  readonly #pending = new Set<Value>();
  readonly #sessions: SessionCache;
  /** Numbers on a device that no tensor has any more, but what is recorded may still need. */
  readonly #left: DeviceNumbers[] = [];
  #recorded = 0;
  /** Whether nothing may be computed. */
  #onlyRecords = false;
  /** The flush that is under way, where sessions don't block. */
  #running: Promise<void> | undefined;

  /** `name` is what errors call it. */
  constructor(name: string, sessions: SessionCache) {
    super();
    this.#name = name;
    this.#sessions = sessions;
  }

  /** Adds a kernel call to the recording. The caller owns the returned tensors' data. */
  record(kernel: KernelName, { operands, outputs, attributes }: Recording): TensorInfo[] {
    const values = outputs.map((output): Value => ({ ...output, data: undefined, producer: undefined, refCount: 1 }));
    const producer: Operation = {
      order: this.#recorded++,
      kernel,
      operands: operands.map((operand) => this.#operand(operand)),
      attributes,
      outputs: values,
    };
    return values.map((value) => {
      value.producer = producer;
      this.#pending.add(value);
      return this.#own(value);
    });
  }

  /** The same data as another tensor, perhaps of another shape. Shares ownership. */
  view({ dataId, dtype }: TensorInfo, shape: readonly number[]): TensorInfo {
    this.incRef(dataId);
    return { dataId, dtype, shape: [...shape] };
  }

  /** The numbers of a tensor, computed now if need be. For kernels of other backends only. */
  compute(dataId: object): BackendValues {
    if (!isComputed(this.#values.get(dataId))) {
      if (this.#onlyRecords) throw this.#cannotRecord();
      if (this.#running ?? this.flush()) throw this.#mustWait();
    }
    return this.#numbersNow(dataId);
  }

  /**
   * Does `work`, in which nothing is computed: a kernel that would run on another backend throws, where that needs
   * numbers that are only recorded. Otherwise its answer would be a constant of the recording.
   */
  recordOnly<T>(work: () => T): T {
    this.#onlyRecords = true;
    try {
      return work();
    } finally {
      this.#onlyRecords = false;
    }
  }

  /** What a tensor's data stands for. */
  valueBehind({ dataId }: Pick<TensorInfo, 'dataId'>): Value {
    return this.#values.get(dataId);
  }

  /** Computes these values and what they need, and nothing else that was recorded. */
  async evaluate(values: Iterable<Value>): Promise<void> {
    while (this.#running) await this.#running;
    const graph = collectGraph([...values].filter((value) => !isComputed(value)));
    if (graph.outputs.length > 0) await this.#sessions.run(graph);
    for (const value of graph.outputs) this.#pending.delete(value);
  }

  /** Computes every value that is held and has no numbers yet; sessions that don't block are to be waited for. */
  flush(): void | Promise<void> {
    if (this.#pending.size === 0) return undefined;
    const graph = collectGraph(this.#pending);
    const running = this.#sessions.run(graph);
    const done = () => {
      for (const value of graph.outputs) this.#pending.delete(value);
      for (const numbers of this.#left.splice(0)) numbers.dispose();
    };
    if (!running) return done();
    this.#running = running.then(done).finally(() => (this.#running = undefined));
    return this.#running;
  }

  override async read(dataId: object): Promise<BackendValues> {
    // Lets other work that is waiting, such as a loader's messages, go first: the flush blocks.
    if (!isComputed(this.#values.get(dataId))) await new Promise((resolve) => setImmediate(resolve));
    while (this.#running) await this.#running;
    const value = this.#values.get(dataId);
    if (!isComputed(value)) await this.flush();
    value.data ??= await value.onDevice!.read();
    return value.data;
  }

  override readSync(dataId: object): BackendValues {
    if (isComputed(this.#values.get(dataId))) return this.#numbersNow(dataId);
    throw new Error(
      `Expected a tensor that was computed already, got one that is only recorded: the ${this.#name} backend ` +
        'is lazy. Use `await tensor.data()` instead of dataSync() or arraySync().',
    );
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): object {
    return this.#own(leaf(values, shape, dtype)).dataId;
  }

  override move(dataId: object, values: BackendValues, shape: number[], dtype: DataType, refCount: number): void {
    this.#values.set(dataId, { ...leaf(values, shape, dtype), refCount });
  }

  override refCount(dataId: object): number {
    return this.#values.has(dataId) ? this.#values.get(dataId).refCount : 0;
  }

  override incRef(dataId: object): void {
    this.#values.get(dataId).refCount++;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.#values.has(dataId)) return true;
    const value = this.#values.get(dataId);
    value.refCount--;
    if (!force && value.refCount > 0) return false;
    this.#values.delete(dataId);
    this.#pending.delete(value);
    if (value.onDevice) this.#leave(value.onDevice);
    return true;
  }

  override dispose(): void {
    this.#sessions.dispose();
  }

  override numDataIds(): number {
    return this.#values.numDataIds();
  }

  override memory(): { unreliable: boolean; reasons: string[] } {
    return { unreliable: true, reasons: ['Each compiled graph keeps working memory of its own.'] };
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

  #own(value: Value): TensorInfo {
    this.#values.set(value, value);
    return { dataId: value, shape: [...value.shape], dtype: value.dtype };
  }

  #operand(operand: TensorInfo | ScalarInput): Operand {
    if ('scalar' in operand) return { value: scalarLeaf(operand), shape: [] };
    return { value: this.#values.get(operand.dataId), shape: operand.shape };
  }

  #cannotRecord(): Error {
    return new Error(
      `Expected kernels that the ${this.#name} backend records, got one that another backend would have to ` +
        'compute in the middle of a recording.',
    );
  }

  #mustWait(): Error {
    return new Error(
      'Expected a session that computes at once, got one that must be waited for: a kernel that the ' +
        `${this.#name} backend lacks can't be run by another backend in the middle of a step.`,
    );
  }

  #numbersNow(dataId: object): BackendValues {
    const value = this.#values.get(dataId);
    if (value.data) return value.data;
    const numbers = value.onDevice!.read();
    if (numbers instanceof Promise) throw this.#mustWait();
    return (value.data = numbers);
  }

  /** Where something is recorded, it may need the numbers until it is computed. */
  #leave(numbers: DeviceNumbers): void {
    if (this.#pending.size > 0 || this.#running) this.#left.push(numbers);
    else numbers.dispose();
  }
}

function scalarLeaf({ scalar, dtype }: ScalarInput): Value {
  const data =
    dtype === 'float32' ? Float32Array.of(scalar) : dtype === 'int32' ? Int32Array.of(scalar) : Uint8Array.of(scalar);
  return leaf(data, [], dtype);
}
