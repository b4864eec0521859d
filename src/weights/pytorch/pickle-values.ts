/** A name of Python code, which is looked up in a table here and never run. */
export class Global {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }

  toString(): string {
    return `${this.module}.${this.name}`;
  }
}

/** An object of a class that nothing here needs. What it was made of is not kept. */
export class Opaque {
  readonly type: Global;

  constructor(type: Global) {
    this.type = type;
  }
}

/** A storage of numbers, by its key in the file. */
export class Storage {
  readonly type: Global;
  readonly key: string;
  /** Number of elements. */
  readonly length: number;

  constructor(type: Global, key: string, length: number) {
    this.type = type;
    this.key = key;
    this.length = length;
  }
}

/** A tensor as PyTorch pickles it: a view of a storage. Offset and strides count elements. */
export class TensorView {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/**
 * What a pickle holds: tuples and lists are arrays, dicts are maps, sets and frozensets are sets, bytes are Uint8Array;
 * integers beyond 2^53 are bigint.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>
  | Global
  | Opaque
  | Storage
  | TensorView;
