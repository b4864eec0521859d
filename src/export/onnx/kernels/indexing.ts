import { cast } from '../../../engine/onnx/kernels/cast.ts';
import { elementTypeOf } from '../../../engine/onnx/model.ts';
import type { indexingKernels } from '../../../engine/recording/kernels/indexing.ts';
import type { LoweringsOf } from '../lowering.ts';

export const indexingLowerings: Omit<LoweringsOf<typeof indexingKernels>, 'UnsortedSegmentSum'> = {
  GatherV2(lowering, { operands: [x, indices], outputs: [output], attributes }) {
    const [axis] = lowering.fixed([attributes.axis], 'an axis');
    const positions = cast(lowering, lowering.read(indices!), indices!.value.dtype, 'int32');
    lowering.write(output!, lowering.node('Gather', [lowering.read(x!), positions], { axis: axis! }));
  },
  GatherNd(lowering, { operands: [params, indices], outputs: [output] }) {
    const positions = lowering.castTo(lowering.read(indices!), 'int64');
    lowering.write(output!, lowering.node('GatherND', [lowering.read(params!), positions]));
  },
  TopK(lowering, { operands: [x], outputs: [values, indices], attributes }) {
    const [sorted] = lowering.fixed([attributes.sorted], 'an order');
    const inputs = [lowering.read(x!), lowering.list([attributes.k])];
    const [largest, places] = lowering.builder.nodes('TopK', inputs, { axis: -1, sorted: sorted! }, 2);
    lowering.write(values!, largest!);
    lowering.write(indices!, lowering.castTo(places!, 'int32'));
  },
  OneHot(lowering, { operands: [indices], outputs: [output], attributes: { depth, onValue, offValue } }) {
    const [on, off] = lowering.fixed([onValue, offValue], 'a value');
    const type = elementTypeOf(output!.dtype);
    const positions = cast(lowering, lowering.read(indices!), indices!.value.dtype, 'int32');
    const { builder } = lowering;
    const range = lowering.node('Range', [
      builder.scalar(0, 'int64'),
      lowering.scalar(depth),
      builder.scalar(1, 'int64'),
    ]);
    const rows = lowering.node('Unsqueeze', [positions, builder.integers([-1])]);
    const equal = lowering.node('Equal', [rows, lowering.castTo(range, 'int32')]);
    lowering.write(output!, lowering.node('Where', [equal, builder.scalar(on!, type), builder.scalar(off!, type)]));
  },
  Cumsum(lowering, { operands: [x], outputs: [output], attributes }) {
    const [axis, exclusive, reverse] = lowering.fixed(
      [attributes.axis, attributes.exclusive, attributes.reverse],
      'an axis',
    );
    const inputs = [lowering.read(x!), lowering.builder.scalar(axis!, 'int64')];
    lowering.write(output!, lowering.node('CumSum', inputs, { exclusive: exclusive!, reverse: reverse! }));
  },
};
