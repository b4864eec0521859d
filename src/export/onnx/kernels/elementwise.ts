import { cast } from '../../../engine/onnx/kernels/cast.ts';
import type { Emit } from '../../../engine/onnx/kernels/elementwise.ts';
import { binaryEmits } from '../../../engine/onnx/kernels/binary.ts';
import { parametricEmits, unaryEmits } from '../../../engine/onnx/kernels/unary.ts';
import { elementTypeOf } from '../../../engine/onnx/model.ts';
import type { binaryKernels } from '../../../engine/recording/kernels/binary.ts';
import type { Elementwise } from '../../../engine/recording/kernels/elementwise.ts';
import type { unaryKernels } from '../../../engine/recording/kernels/unary.ts';
import { isFixedAll, SizeMatters } from '../extent.ts';
import type { Lower, LoweringsOf } from '../lowering.ts';

/** The same nodes as in training, but for ReLU and its like: runtimes take `Relu` and `Clip` into the node before. */
export const elementwiseLowerings: Omit<LoweringsOf<typeof unaryKernels & typeof binaryKernels>, 'EluGrad'> = {
  ...each(unaryEmits),
  ...each(binaryEmits),
  ClipByValue: elementwise(parametricEmits.ClipByValue),
  LeakyRelu: elementwise(parametricEmits.LeakyRelu),
  Step: elementwise(parametricEmits.Step),
  Relu: elementwise((lowering, [x]) => lowering.node('Relu', [x!])),
  Relu6: elementwise((lowering, [x], { computeIn }) => {
    const bound = (value: number) => lowering.builder.scalar(value, elementTypeOf(computeIn));
    return lowering.node('Clip', [x!, bound(0), bound(6)]);
  }),
};

/** A kernel that works element by element with NumPy's broadcasting, in whatever layout its operands have. */
function elementwise<Attributes extends object = object>(emit: Emit<Attributes>): Lower<Attributes & Elementwise> {
  return (lowering, { operands, outputs: [output], attributes: sized }) => {
    if (!isFixedAll(sized)) throw new SizeMatters('a bound of a function follows the size of the images');
    const attributes = sized as unknown as Attributes & Elementwise;
    const layout = output!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
    const names = operands.map((operand) =>
      cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, attributes.computeIn),
    );
    const name = emit(lowering, names, attributes);
    lowering.write(output!, cast(lowering, name, attributes.gives, output!.dtype), layout);
  };
}

function each<Name extends string>(emits: Readonly<Record<Name, Emit>>): Record<Name, Lower<Elementwise>> {
  const entries = Object.entries<Emit>(emits).map(([name, emit]) => [name, elementwise(emit)]);
  return Object.fromEntries(entries) as Record<Name, Lower<Elementwise>>;
}
