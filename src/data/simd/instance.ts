import { readRoutines } from './read-routines.ts';

type Address = number;

/** The exports of `assembly/index.ts`. The comments there say what each routine does. */
export interface SimdRoutines {
  firstFree(): Address;
  addNoise(
    source: Address,
    target: Address,
    length: number,
    mean: number,
    sigma: number,
    seedLow: bigint,
    seedHigh: bigint,
  ): void;
  affine(
    image: Address,
    mask: Address,
    imageOut: Address,
    maskOut: Address,
    height: number,
    width: number,
    fill: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
  ): void;
  blend(first: Address, second: Address, target: Address, length: number, ratio: number): void;
  blur(
    source: Address,
    target: Address,
    height: number,
    width: number,
    weights: Address,
    taps: number,
    rows: Address,
    padded: Address,
  ): void;
  blurField(
    field: Address,
    height: number,
    width: number,
    rowWeights: Address,
    rowTaps: number,
    columnWeights: Address,
    columnTaps: number,
    rows: Address,
    padded: Address,
  ): void;
  crop(
    source: Address,
    rows: number,
    rowLength: number,
    target: Address,
    outRows: number,
    outLength: number,
    top: number,
    left: number,
  ): void;
  displace(
    image: Address,
    mask: Address,
    imageOut: Address,
    maskOut: Address,
    height: number,
    width: number,
    fill: number,
    dx: Address,
    dy: Address,
  ): void;
  copyBytes(source: Address, target: Address, length: number): void;
  fillBytes(target: Address, length: number, value: number): void;
  fillRectangle(
    target: Address,
    rowLength: number,
    top: number,
    left: number,
    height: number,
    width: number,
    value: Address,
    length: number,
  ): void;
  filterColumns(
    source: Address,
    rows: number,
    width: number,
    target: Address,
    outWidth: number,
    starts: Address,
    pairs: Address,
    weights: Address,
    stride: number,
  ): void;
  filterRows(
    source: Address,
    length: number,
    target: Address,
    outRows: number,
    starts: Address,
    pairs: Address,
    weights: Address,
    stride: number,
  ): void;
  flipImage(source: Address, target: Address, height: number, width: number): void;
  flipMask(source: Address, target: Address, height: number, width: number): void;
  flipRows(source: Address, target: Address, rows: number, rowLength: number): void;
  grayscale(source: Address, target: Address, pixels: number): void;
  greyMean(source: Address, pixels: number): number;
  paste(
    source: Address,
    target: Address,
    rowLength: number,
    top: number,
    left: number,
    rows: number,
    length: number,
  ): void;
  perspective(
    image: Address,
    mask: Address,
    imageOut: Address,
    maskOut: Address,
    height: number,
    width: number,
    fill: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    g: number,
    h: number,
  ): void;
  pick(
    source: Address,
    width: number,
    channels: number,
    target: Address,
    rows: Address,
    outRows: number,
    columns: Address,
    outColumns: number,
  ): void;
  rotateQuarters(
    image: Address,
    mask: Address,
    imageOut: Address,
    maskOut: Address,
    height: number,
    width: number,
    quarters: number,
  ): void;
  saturate(source: Address, target: Address, pixels: number, ratio: number, rest: number): void;
  scale(source: Address, target: Address, length: number, ratio: number): void;
  scaleAndShift(source: Address, target: Address, length: number, ratio: number, shift: number): void;
  undoPngFilters(source: Address, target: Address, height: number, width: number): number;
  shiftHsv(
    source: Address,
    target: Address,
    pixels: number,
    turn: number,
    saturationShift: number,
    valueShift: number,
  ): void;
  uniformField(target: Address, length: number, seedLow: bigint, seedHigh: bigint): void;
}

export interface SimdInstance {
  readonly routines: SimdRoutines;
  /** Shared memory, since views of it stay valid when it grows. */
  readonly memory: SimdMemory;
}

export interface SimdMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): void;
}

/** Node.js has `WebAssembly`, but its types don't declare it: only those for browsers do. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (options: { initial: number; maximum: number; shared: true }) => SimdMemory;
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  };
};

const PAGES = { initial: 16, maximum: 65536 };

/** Compiles the SIMD routines. Each thread needs an instance of its own. */
export function instantiateSimd(): SimdInstance {
  const memory = new WebAssembly.Memory({ ...PAGES, shared: true });
  const module = new WebAssembly.Module(readRoutines());
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort } });
  return { routines: exports as unknown as SimdRoutines, memory };
}

function abort(): never {
  throw new Error('a SIMD routine failed');
}
