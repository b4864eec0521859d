import type { DataType } from '@tensorflow/tfjs-core';
import type { selectKernels } from '../../recording/kernels/select.ts';
import { sizeOf } from '../../recording/value.ts';
import type { LoweringsOf } from '../lowering.ts';
import { cast } from './cast.ts';

export const selectLowerings: LoweringsOf<typeof selectKernels> = {
  Select(lowering, { operands, outputs }) {
    const [output] = outputs;
    const layout = output!.shape.length === 4 ? lowering.layoutOf(operands, [output!.shape]) : 'nhwc';
    const types: DataType[] = ['bool', output!.dtype, output!.dtype];
    const names = operands.map((operand, index) =>
      cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, types[index]!),
    );
    lowering.write(output!, lowering.node('Where', names), layout);
  },
  AddN(lowering, { operands, outputs }) {
    const [output] = outputs;
    const layout = lowering.layoutOf(operands, [output!.shape]);
    const names = operands.map((operand) =>
      cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, output!.dtype),
    );
    const sum = names.slice(1).reduce((total, name) => lowering.node('Add', [total, name]), names[0]!);
    lowering.write(output!, sum, layout);
  },
  Cast(lowering, { operands: [x], outputs: [output] }) {
    const layout = sizeOf(x!.shape) > 1 ? lowering.layoutOf([x!], [x!.shape]) : 'nhwc';
    lowering.write(output!, cast(lowering, lowering.read(x!, layout), x!.value.dtype, output!.dtype), layout);
  },
};
