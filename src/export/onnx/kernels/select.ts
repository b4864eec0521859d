import type { DataType } from '@tensorflow/tfjs-core';
import { cast } from '../../../engine/onnx/kernels/cast.ts';
import type { selectKernels } from '../../../engine/recording/kernels/select.ts';
import type { LoweringsOf } from '../lowering.ts';

export const selectLowerings: LoweringsOf<typeof selectKernels> = {
  Select(lowering, { operands, outputs: [output] }) {
    const layout = output!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
    const types: DataType[] = ['bool', output!.dtype, output!.dtype];
    const names = operands.map((operand, index) =>
      cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, types[index]!),
    );
    lowering.write(output!, lowering.node('Where', names), layout);
  },
  AddN(lowering, { operands, outputs: [output] }) {
    const layout = output!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
    const names = operands.map((operand) =>
      cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, output!.dtype),
    );
    lowering.write(
      output!,
      names.slice(1).reduce((total, name) => lowering.node('Add', [total, name]), names[0]!),
      layout,
    );
  },
  Cast(lowering, { operands: [x], outputs: [output] }) {
    const layout = x!.shape.length === 4 ? lowering.layoutOf([x!]) : 'nhwc';
    lowering.write(output!, cast(lowering, lowering.read(x!, layout), x!.value.dtype, output!.dtype), layout);
  },
};
