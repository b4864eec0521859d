import { elementTypeOf } from '../../../engine/onnx/model.ts';
import type { blockKernels, Rearrangement } from '../../../engine/recording/kernels/blocks.ts';
import { combine } from '../extent.ts';
import type { Lower, LoweringsOf } from '../lowering.ts';

const rearrange: Lower<Rearrangement> = (lowering, { operands: [x], outputs: [output], attributes }) => {
  const { pads, blocks, perm, joined, begin, size } = attributes;
  const zero = lowering.builder.scalar(0, elementTypeOf(x!.value.dtype));
  let name = lowering.read(x!);
  if (pads.some((pad) => pad !== 0)) name = lowering.node('Pad', [name, lowering.list(pads), zero]);
  const split = lowering.reshape(name, blocks);
  name = lowering.reshape(lowering.transpose(split, lowering.fixed(perm, 'the order of axes')), joined);
  const end = size.map((length, axis) => combine([begin[axis]!, length], (first, count) => first + count));
  if (size.length > 0) name = lowering.node('Slice', [name, lowering.list(begin), lowering.list(end)]);
  lowering.write(output!, name);
};

export const blockLowerings: LoweringsOf<typeof blockKernels> = {
  SpaceToBatchND: rearrange,
  BatchToSpaceND: rearrange,
  DepthToSpace: rearrange,
};
