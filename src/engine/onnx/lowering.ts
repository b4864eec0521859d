import type { Kernel } from '../recording/kernel.ts';
import { type Operand, type Operation, sameShape, sizeOf, type Value } from '../recording/value.ts';
import { GraphBuilder } from './graph-builder.ts';
import { type Layout, permutationTo, toNchwShape } from './layout.ts';
import { type ElementType, elementTypes } from './model.ts';

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

/** What kernels see while they are lowered: the nodes so far, and under which name and layout each value is found. */
export class Lowering {
  readonly builder = new GraphBuilder();
  readonly #names = new Map<Value, Map<string, string>>();

  node: GraphBuilder['node'] = (operator, inputs, attributes) => this.builder.node(operator, inputs, attributes);

  /** The name of an operand's numbers in the wanted layout, which only rank 4 can choose. */
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
    const names = this.#names.get(value)!;
    const key = `${what}[${shape.join()}]`;
    const name = names.get(key) ?? make();
    names.set(key, name);
    return name;
  }

  /** The layout in which a kernel that doesn't care should work: that of its largest rank-4 operands. */
  layoutOf(operands: readonly Operand[]): Layout {
    const largest = Math.max(...operands.map(({ shape }) => sizeOf(shape)));
    const decisive = operands.filter(({ shape }) => shape.length === 4 && sizeOf(shape) === largest);
    return decisive.some((operand) => this.#has(operand, 'nchw') && !this.#has(operand, 'nhwc')) ? 'nchw' : 'nhwc';
  }

  /** An operand that broadcasts against rank 4: in NCHW its axes move as if it had rank 4 too. */
  readBroadcast(operand: Operand, layout: Layout): string {
    const { shape } = operand;
    if (layout === 'nhwc' || sizeOf(shape) === 1) return this.read(operand);
    const full = [...Array<number>(4 - shape.length).fill(1), ...shape];
    return this.read({ ...operand, shape: full }, layout);
  }

  castTo(name: string, type: ElementType): string {
    return this.node('Cast', [name], { to: elementTypes[type] });
  }

  reshape(name: string, shape: readonly number[]): string {
    return this.node('Reshape', [name, this.builder.integers(shape)]);
  }

  transpose(name: string, permutation: readonly number[]): string {
    return this.node('Transpose', [name], { perm: permutation });
  }

  /** A rank-4 name in the other layout. With one channel or one pixel the numbers lie in the same order in both. */
  changeLayout(name: string, shape: readonly number[], to: Layout): string {
    const moves = shape[3]! > 1 && shape[1]! * shape[2]! > 1;
    if (!moves) return this.reshape(name, to === 'nchw' ? toNchwShape(shape) : shape);
    return this.transpose(name, permutationTo[to]);
  }

  #has({ value, shape }: Operand, layout: Layout): boolean {
    return sameShape(shape, value.shape) && this.#names.get(value)!.has(layout);
  }

  #convert({ value, shape }: Operand, layout: Layout): string {
    if (layout === 'nchw') return this.changeLayout(this.read({ value, shape }), shape, 'nchw');
    const own = { value, shape: value.shape };
    if (sameShape(shape, value.shape)) return this.changeLayout(this.read(own, 'nchw'), shape, 'nhwc');
    return this.reshape(this.read(own), shape);
  }
}
