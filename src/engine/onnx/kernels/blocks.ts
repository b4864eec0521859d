import type { blockKernels, Rearrangement } from '../../recording/kernels/blocks.ts';
import type { Lower, LoweringsOf } from '../lowering.ts';
import { elementTypeOf } from '../model.ts';

const rearrange: Lower<Rearrangement> = (lowering, { operands: [x], outputs: [output], attributes }) => {
  const { pads, blocks, perm, joined, begin, size } = attributes;
  const { builder } = lowering;
  let name = lowering.read(x!);
  const zero = builder.scalar(0, elementTypeOf(x!.value.dtype));
  if (pads.some((pad) => pad > 0)) name = lowering.node('Pad', [name, builder.integers(pads), zero]);
  name = lowering.reshape(lowering.transpose(lowering.reshape(name, blocks), perm), joined);
  const end = size.map((length, axis) => begin[axis]! + length);
  if (size.length > 0) name = lowering.node('Slice', [name, builder.integers(begin), builder.integers(end)]);
  lowering.write(output!, name);
};

export const blockLowerings: LoweringsOf<typeof blockKernels> = {
  SpaceToBatchND: rearrange,
  BatchToSpaceND: rearrange,
  DepthToSpace: rearrange,
};
