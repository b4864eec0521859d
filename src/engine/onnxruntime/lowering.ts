import type { Graph } from './graph.ts';
import { dataTypeOf } from './onnx/element-type.ts';
import { GraphBuilder } from './onnx/graph-builder.ts';
import type { Model } from './onnx/model.ts';
import { type Operand, sameShape, sizeOf, type Value } from './value.ts';

/**
 * The order in which a rank-4 value lies in memory. TensorFlow.js thinks in NHWC; ONNX Runtime convolves NCHW.
 * A value stays in the order in which it was made until somebody needs the other, and is converted at most once.
 */
export type Layout = 'nhwc' | 'nchw';

/** Where each axis of an NHWC value is found in NCHW. */
const nchwAxis = [0, 2, 3, 1] as const;
const toNchw = [0, 3, 1, 2];
const toNhwc = [0, 2, 3, 1];

/** Turns a recorded graph into an ONNX model, asking each kernel for its nodes. */
export function lowerGraph({ operations, leaves, outputs }: Graph): Model {
  const lowering = new Lowering();
  leaves.forEach((value, index) => lowering.write(value, inputName(index)));
  for (const operation of operations) operation.kernel.lower(lowering, operation);
  outputs.forEach((value, index) =>
    lowering.builder.rename(lowering.read({ value, shape: value.shape }), outputName(index)),
  );
  return lowering.builder.finish(
    leaves.map(({ shape, dtype }, index) => ({ name: inputName(index), shape, type: dataTypeOf(dtype) })),
    outputs.map(({ shape, dtype }, index) => ({ name: outputName(index), shape, type: dataTypeOf(dtype) })),
  );
}

export const inputName = (index: number) => `i${index}`;
export const outputName = (index: number) => `o${index}`;

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

  reshape(name: string, shape: readonly number[]): string {
    return this.node('Reshape', [name, this.builder.integers(shape)]);
  }

  transpose(name: string, permutation: readonly number[]): string {
    return this.node('Transpose', [name], { perm: permutation });
  }

  /** A rank-4 name in the other layout; where only one axis is longer than 1, or such, no number has to move. */
  changeLayout(name: string, shape: readonly number[], to: Layout): string {
    const moves = shape[3]! > 1 && shape[1]! * shape[2]! > 1;
    if (!moves) return this.reshape(name, to === 'nchw' ? toNchwShape(shape) : shape);
    return this.transpose(name, to === 'nchw' ? toNchw : toNhwc);
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

export function toNchwShape(shape: readonly number[]): number[] {
  return toNchw.map((axis) => shape[axis]!);
}

/** Axes of an NHWC value, renumbered for the layout. */
export function axesIn(layout: Layout, axes: readonly number[]): number[] {
  return layout === 'nhwc' ? [...axes] : axes.map((axis) => nchwAxis[axis]!);
}

/** One number per axis, reordered for the layout. */
export function perAxisIn<T>(layout: Layout, values: readonly T[]): T[] {
  return layout === 'nhwc' ? [...values] : toNchw.map((axis) => values[axis]!);
}
