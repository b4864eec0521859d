import type { Kernel } from '../recording/kernel.ts';
import { type Operand, type Operation, sameShape, sizeOf, type Value } from '../recording/value.ts';
import { GraphBuilder } from './graph-builder.ts';
import { type Layout, type PlainLayout, shapeIn } from './layout.ts';
import { type ElementType, elementTypes } from './model.ts';
import { reorder } from './reorder.ts';

/** A recorded call, as the kernel that recorded it knows it. */
export interface LoweredCall<Attributes extends object = object> extends Pick<Operation, 'operands' | 'outputs'> {
  readonly attributes: Attributes;
}

/** Adds the nodes that compute one recorded call, and tells where its results are. */
export type Lower<Attributes extends object = object> = (lowering: Lowering, call: LoweredCall<Attributes>) => void;

/** One for each kernel of a table, given the attributes that the kernel records. */
export type LoweringsOf<Kernels> = {
  readonly [Name in keyof Kernels]: Kernels[Name] extends Kernel<infer Attributes> ? Lower<Attributes> : never;
};

/** What the machine that runs the model is good at. */
export interface Target {
  /** Channels in a block of its blocked convolutions; 1 where it has none. */
  readonly blockSize: number;
  /** Whether it is a graphics card: no float64, operators of its own, and work for thousands of threads at a time. */
  readonly gpu?: boolean;
}

/** What it takes to write nodes, in whatever layout the numbers lie. */
export interface NodeWriter {
  readonly builder: GraphBuilder;
  readonly node: GraphBuilder['node'];
  castTo(name: string, type: ElementType): string;
}

/** What kernels see while they are lowered: the nodes so far, and under which name and layout each value is found. */
export class Lowering implements NodeWriter {
  readonly builder = new GraphBuilder();
  readonly blockSize: number;
  readonly gpu: boolean;
  readonly #names = new Map<Value, Map<string, string>>();
  /** By what a reshape made: what it was made of. */
  readonly #reshaped = new Map<string, string>();
  readonly #reshapes = new Map<string, string>();

  constructor({ blockSize, gpu = false }: Target) {
    this.blockSize = blockSize;
    this.gpu = gpu;
  }

  node: GraphBuilder['node'] = (operator, inputs, attributes) => this.builder.node(operator, inputs, attributes);

  /**
   * The name of an operand's numbers in the wanted layout, which only rank 4 can choose. Blocks must fit its channels.
   */
  read({ value, shape }: Operand, layout: Layout = 'nhwc'): string {
    const names = this.#names.get(value)!;
    const key = sameShape(shape, value.shape) ? layout : `${layout}[${shape.join()}]`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = this.#convert({ value, shape }, layout);
    names.set(key, name);
    return name;
  }

  /** Tells where the numbers of a value are; another layout of it may be told later. */
  write(value: Value, name: string, layout: Layout = 'nhwc'): void {
    const names = this.#names.get(value) ?? new Map<string, string>();
    this.#names.set(value, names.set(layout, name));
  }

  /** Remembers something made from an operand, such as a filter in another order, for the next kernel that needs it. */
  derive({ value, shape }: Operand, what: string, make: () => string): string {
    const name = this.derived({ value, shape }, what) ?? make();
    this.#names.get(value)!.set(`${what}[${shape.join()}]`, name);
    return name;
  }

  /** What `derive` remembers, if anything. */
  derived({ value, shape }: Operand, what: string): string | undefined {
    return this.#names.get(value)!.get(`${what}[${shape.join()}]`);
  }

  /** The layout in which a kernel that doesn't care should work: that of its largest rank-4 operands. */
  layoutOf(operands: readonly Operand[]): PlainLayout;
  /** As `layoutOf`, and `blocked` where the largest lie so, `results` fit and no operand stands in the way. */
  layoutOf(operands: readonly Operand[], results: readonly (readonly number[])[]): Layout;
  layoutOf(operands: readonly Operand[], results?: readonly (readonly number[])[]): Layout {
    const largest = Math.max(...operands.map(({ shape }) => sizeOf(shape)));
    const decisive = operands.filter(({ shape }) => shape.length === 4 && sizeOf(shape) === largest);
    const found = (layout: Layout) => decisive.some((operand) => this.#has(operand, layout));
    const ranked = operands.map(({ shape }) => shape).filter((shape) => shape.length === 4);
    if (results && found('blocked') && [...ranked, ...results].every((shape) => this.#fitsBlocks(shape)))
      return 'blocked';
    const onlyElsewhere = (operand: Operand) => !this.#has(operand, 'nhwc') && this.#has(operand, 'nchw', 'blocked');
    return decisive.some(onlyElsewhere) ? 'nchw' : 'nhwc';
  }

  /** Whether blocks hold so many channels without a rest. */
  wholeBlocks(channels: number): boolean {
    return this.blockSize > 1 && channels % this.blockSize === 0;
  }

  /** The shape of an NHWC value in a layout. */
  shapeIn(layout: Layout, shape: readonly number[]): number[] {
    return shapeIn(layout, shape, this.blockSize);
  }

  /** An operand that broadcasts against rank 4: in other layouts than NHWC its axes move as if it had rank 4 too. */
  readBroadcast(operand: Operand, layout: Layout): string {
    const { shape } = operand;
    if (layout === 'nhwc' || sizeOf(shape) === 1) return this.read(operand);
    const full = [...Array<number>(4 - shape.length).fill(1), ...shape];
    return this.read({ ...operand, shape: full }, layout);
  }

  castTo(name: string, type: ElementType): string {
    return this.node('Cast', [name], { to: elementTypes[type] });
  }

  /** One node for each shape of a name: what was reshaped before is reshaped from what it was at first. */
  reshape(name: string, shape: readonly number[]): string {
    const first = this.#reshaped.get(name) ?? name;
    const key = `${first}[${shape.join()}]`;
    const known = this.#reshapes.get(key);
    if (known !== undefined) return known;
    const made = this.node('Reshape', [first, this.builder.integers(shape)]);
    this.#reshapes.set(key, made);
    this.#reshaped.set(made, first);
    return made;
  }

  transpose(name: string, permutation: readonly number[]): string {
    return this.node('Transpose', [name], { perm: permutation });
  }

  #has({ value, shape }: Operand, ...layouts: readonly Layout[]): boolean {
    return sameShape(shape, value.shape) && layouts.some((layout) => this.#names.get(value)!.has(layout));
  }

  #fitsBlocks(shape: readonly number[]): boolean {
    return shape.length === 4 && (shape[3] === 1 || this.wholeBlocks(shape[3]!));
  }

  #convert({ value, shape }: Operand, layout: Layout): string {
    if (sameShape(shape, value.shape)) return this.#reorderOwn(value, layout);
    if (layout === 'nhwc') return this.reshape(this.read({ value, shape: value.shape }), shape);
    return reorder(this, this.read({ value, shape }), { shape, dtype: value.dtype }, 'nhwc', layout);
  }

  /** Blocks come first, since ONNX Runtime takes them apart with all threads. */
  #reorderOwn(value: Value, to: Layout): string {
    const names = this.#names.get(value)!;
    const from = (['blocked', 'nchw', 'nhwc'] as const).find((layout) => names.has(layout))!;
    return reorder(this, names.get(from)!, value, from, to);
  }
}
