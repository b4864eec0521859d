import type { indexingKernels } from '../../recording/kernels/indexing.ts';
import { sizeOf } from '../../recording/value.ts';
import type { LoweringsOf } from '../lowering.ts';
import { elementTypeOf } from '../model.ts';
import { cast } from './cast.ts';

export const indexingLowerings: LoweringsOf<typeof indexingKernels> = {
  GatherV2(lowering, { operands: [x, indices], outputs: [output], attributes: { axis } }) {
    const whole = cast(lowering, lowering.read(indices!), indices!.value.dtype, 'int32');
    lowering.write(output!, lowering.node('Gather', [lowering.read(x!), whole], { axis }));
  },
  GatherNd(lowering, { operands: [params, indices], outputs: [output] }) {
    const long = lowering.castTo(lowering.read(indices!), 'int64');
    lowering.write(output!, lowering.node('GatherND', [lowering.read(params!), long]));
  },
  UnsortedSegmentSum(lowering, { operands: [x, ids], outputs: [output] }) {
    const { builder } = lowering;
    const zero = builder.scalar(0, elementTypeOf(output!.dtype));
    const zeros = lowering.node('Expand', [zero, builder.integers(output!.shape)]);
    const rows = lowering.castTo(lowering.read({ value: ids!.value, shape: [...ids!.shape, 1] }), 'int64');
    lowering.write(output!, lowering.node('ScatterND', [zeros, rows, lowering.read(x!)], { reduction: 'add' }));
  },
  TopK(lowering, { operands: [x], outputs: [values, indices], attributes: { k, sorted } }) {
    const { builder } = lowering;
    const [largest, places] = builder.nodes(
      'TopK',
      [lowering.read(x!), builder.integers([k])],
      { axis: -1, sorted },
      2,
    );
    lowering.write(values!, largest!);
    lowering.write(indices!, lowering.castTo(places!, 'int32'));
  },
  OneHot(lowering, { operands: [indices], outputs: [output], attributes: { depth, onValue, offValue } }) {
    const { builder } = lowering;
    const layout = output!.shape.length === 4 ? 'nchw' : 'nhwc';
    // The class axis comes last, or second in NCHW, where its rows are long.
    const [batch, ...rest] = indices!.shape;
    const shape = layout === 'nchw' ? [batch!, 1, ...rest] : [...indices!.shape, 1];
    const numbers = Int32Array.from({ length: depth }, (_, index) => index);
    const classes = builder.tensor({
      type: 'int32',
      shape: layout === 'nchw' ? [depth, 1, 1] : [depth],
      bytes: new Uint8Array(numbers.buffer),
    });
    const equal = lowering.node('Equal', [lowering.reshape(lowering.read(indices!), shape), classes]);
    const type = elementTypeOf(output!.dtype);
    const name =
      onValue === 1 && offValue === 0
        ? cast(lowering, equal, 'bool', output!.dtype)
        : lowering.node('Where', [equal, builder.scalar(onValue, type), builder.scalar(offValue, type)]);
    lowering.write(output!, name, layout);
  },
  Cumsum(lowering, { operands: [x], outputs: [output], attributes: { axis, exclusive, reverse } }) {
    if (sizeOf(x!.shape) === 0) return lowering.write(output!, lowering.read(x!));
    const sum = lowering.node('CumSum', [lowering.read(x!), lowering.builder.scalar(axis, 'int64')], {
      exclusive,
      reverse,
    });
    lowering.write(output!, sum);
  },
};
