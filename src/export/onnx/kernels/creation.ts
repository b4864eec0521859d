import type { creationKernels } from '../../../engine/recording/kernels/creation.ts';
import type { Lower, LoweringsOf } from '../lowering.ts';

const expand: Lower = (lowering, { operands: [value], outputs: [output] }) => {
  lowering.write(output!, lowering.node('Expand', [lowering.read(value!), lowering.list(output!.shape)]));
};

export const creationLowerings: LoweringsOf<typeof creationKernels> = {
  Fill: expand,
  ZerosLike: expand,
  OnesLike: expand,
};
