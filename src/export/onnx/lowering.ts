import { GraphBuilder } from '../../engine/onnx/graph-builder.ts';
import { type PlainLayout, permutationTo } from '../../engine/onnx/layout.ts';
import type { NodeWriter } from '../../engine/onnx/lowering.ts';
import { elementTypeOf, elementTypes, type ElementType } from '../../engine/onnx/model.ts';
import type { Kernel } from '../../engine/recording/kernel.ts';
import { permute } from '../../weights/layout.ts';
import { type Extent, type InputSize, isFixed, sameExtents, type Sized, SizeMatters, valueIn } from './extent.ts';
import { SizeNodes } from './size-nodes.ts';
import { type Constant, floatsOf, type SizedOperand, type SizedValue } from './sized-graph.ts';

/** One operation of a sized graph, with the attributes of its kernel. */
export interface SizedCall<Attributes extends object = object> {
  readonly operands: readonly SizedOperand[];
  readonly attributes: Sized<Attributes>;
  readonly outputs: readonly SizedValue[];
}

export type Lower<Attributes extends object = object> = (lowering: Lowering, call: SizedCall<Attributes>) => void;

/** One for each kernel of a table, given what the kernel records. */
export type LoweringsOf<Kernels> = {
  readonly [Name in keyof Kernels]: Kernels[Name] extends Kernel<infer Attributes> ? Lower<Attributes> : never;
};

/**
 * What kernels see while they are lowered to operators of the ONNX standard: the nodes so far, and under which name and
 * layout each value is found. Constants are reordered here, so that the model has them as its nodes want them.
 */
export class Lowering implements NodeWriter {
  readonly builder = new GraphBuilder();
  readonly #sizes: SizeNodes;
  readonly #names = new Map<SizedValue, Map<string, string>>();

  /** `image` is the name of the model's input [N, H, W, 3], and `sizes` are those of the recordings. */
  constructor(image: string, sizes: readonly InputSize[]) {
    this.#sizes = new SizeNodes(this.builder, image, sizes);
  }

  node: GraphBuilder['node'] = (operator, inputs, attributes) => this.builder.node(operator, inputs, attributes);

  castTo(name: string, type: ElementType): string {
    return this.node('Cast', [name], { to: elementTypes[type] });
  }

  /** The name of an operand's numbers in the wanted layout, which only rank 4 can choose. */
  read(operand: SizedOperand, layout: PlainLayout = 'nhwc'): string {
    const { value, shape } = operand;
    const own = sameExtents(shape, value.shape);
    if (own || value.constant)
      return this.#known(value, own ? layout : keyOf(shape, layout), () => this.#make(operand, layout));
    return this.#known(value, keyOf(shape, layout), () =>
      layout === 'nhwc'
        ? this.reshape(this.read({ value, shape: value.shape }), shape)
        : this.transpose(this.read(operand), permutationTo.nchw),
    );
  }

  /** An operand that broadcasts against rank 4: in NCHW its axes move as if it had rank 4 too. */
  readBroadcast(operand: SizedOperand, layout: PlainLayout): string {
    const { value, shape } = operand;
    if (layout === 'nhwc' || shape.every((extent) => extent === 1)) return this.read(operand);
    return this.read({ value, shape: [...Array<number>(4 - shape.length).fill(1), ...shape] }, layout);
  }

  /** Numbers with the axes of a filter in another order, and perhaps joined to another shape. */
  readPermuted({ value, shape }: SizedOperand, axes: readonly number[], joined?: readonly number[]): string {
    return this.#known(value, `permuted ${axes.join()} ${keyOf(shape, 'nhwc')}`, () => {
      const data = floatsOf(value);
      if (data) {
        const permuted = permute({ shape: this.fixed(shape, 'the shape of a filter'), data }, axes);
        return this.#constant(value, joined ?? permuted.shape, permuted.data);
      }
      const name = this.transpose(this.read({ value, shape }), axes);
      return joined ? this.reshape(name, joined) : name;
    });
  }

  /** Tells where the numbers of a value are. */
  write(value: SizedValue, name: string, layout: PlainLayout = 'nhwc'): void {
    const names = this.#names.get(value) ?? new Map<string, string>();
    this.#names.set(value, names.set(layout, name));
  }

  /** The layout in which a kernel that doesn't care should work: that of its largest rank-4 operands. */
  layoutOf(operands: readonly SizedOperand[]): PlainLayout {
    const size = ({ shape }: SizedOperand) => shape.reduce<number>((total, extent) => total * valueIn(extent, 0), 1);
    const largest = Math.max(...operands.map(size));
    const decisive = operands.filter((operand) => operand.shape.length === 4 && size(operand) === largest);
    const onlyNchw = ({ value, shape }: SizedOperand) => {
      const names = this.#names.get(value);
      return sameExtents(shape, value.shape) && names?.has('nchw') && !names.has('nhwc');
    };
    return decisive.some(onlyNchw) ? 'nchw' : 'nhwc';
  }

  /** Numbers that ONNX wants as a model's attributes. @throws SizeMatters if they follow the size of the images */
  fixed(extents: readonly Extent[], what: string): number[] {
    if (extents.every(isFixed)) return [...extents];
    throw new SizeMatters(`${what} follows the size of the images`);
  }

  /** The name of a list of int64. */
  list(extents: readonly Extent[]): string {
    return this.#sizes.list(extents);
  }

  /** The name of an int64 scalar. */
  scalar(extent: Extent): string {
    return this.#sizes.scalar(extent);
  }

  reshape(name: string, shape: readonly Extent[]): string {
    const open = shape.filter((extent) => !isFixed(extent)).length;
    // The one length that is open follows from the others.
    const wanted = open === 1 ? shape.map((extent) => (isFixed(extent) ? extent : -1)) : shape;
    return this.node('Reshape', [name, this.list(wanted)]);
  }

  transpose(name: string, permutation: readonly number[]): string {
    return this.node('Transpose', [name], { perm: permutation });
  }

  #known(value: SizedValue, key: string, make: () => string): string {
    const names = this.#names.get(value) ?? new Map<string, string>();
    this.#names.set(value, names);
    const name = names.get(key) ?? make();
    names.set(key, name);
    return name;
  }

  #make({ value, shape }: SizedOperand, layout: PlainLayout): string {
    if (!value.constant) {
      const from = layout === 'nhwc' ? 'nchw' : 'nhwc';
      return this.transpose(this.#names.get(value)!.get(from)!, permutationTo[layout]);
    }
    if (layout === 'nchw') return this.readPermuted({ value, shape }, permutationTo.nchw);
    return this.#constant(value, this.fixed(shape, 'the shape of a constant'), this.#numbersOf(value.constant));
  }

  #constant({ constant, dtype }: SizedValue, shape: readonly number[], data: Numbers): string {
    const name = constant!.kind === 'numbers' ? constant!.name : undefined;
    return this.builder.tensor({
      type: elementTypeOf(dtype),
      shape,
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      ...(name !== undefined && { name }),
    });
  }

  #numbersOf(constant: Constant): Numbers {
    if (constant.kind === 'numbers') return constant.data as Numbers;
    const [first] = constant.matrices;
    if (constant.matrices.every(({ inputs, outputs }) => inputs === first!.inputs && outputs === first!.outputs))
      return first!.values;
    throw new SizeMatters('a matrix that resizes follows the size of the images');
  }
}

type Numbers = Float32Array | Int32Array | Uint8Array;

function keyOf(shape: readonly Extent[], layout: PlainLayout): string {
  return `${layout}[${shape.map((extent) => (isFixed(extent) ? extent : extent.values.join('|'))).join()}]`;
}
