import { adaptivePoolingMatrix, type Rule } from '../../../engine/geometry/resample-matrix.ts';
import { isFixed, SizeMatters } from '../extent.ts';
import type { Lowering, SizedCall } from '../lowering.ts';
import type { Resampled, Resampling } from '../simplify/resampling.ts';

/** Pooling and resizing along both axes, computed for whatever size the images have. */
export function lowerResample(
  lowering: Lowering,
  { operands: [x], outputs: [output], attributes }: ResampleCall,
): void {
  const { rows, columns } = attributes;
  const name = lowering.read(x!, 'nchw');
  const fixedTo = (one: Resampled, length: 'inputs' | 'outputs') => one[length] === 1;
  const pools = [rows, columns].every(({ rule }) => rule.kind === 'adaptive-average');
  if (pools && fixedTo(rows, 'outputs') && fixedTo(columns, 'outputs'))
    return lowering.write(output!, lowering.node('GlobalAveragePool', [name]), 'nchw');
  if (fixedTo(rows, 'inputs') && fixedTo(columns, 'inputs')) {
    const size = lowering.list([1, 1, rows.outputs, columns.outputs]);
    return lowering.write(output!, lowering.node('Expand', [name, size]), 'nchw');
  }
  const byRows = along[kindOf(rows.rule)](lowering, name, rows, 'rows');
  lowering.write(output!, along[kindOf(columns.rule)](lowering, byRows, columns, 'columns'), 'nchw');
}

/** Its attributes are more than the numbers of a kernel: rules, which are the same at all sizes. */
export type ResampleCall = Omit<SizedCall, 'attributes'> & { readonly attributes: Resampling };

type Along = (lowering: Lowering, name: string, one: Resampled, axis: 'rows' | 'columns') => string;

const along: Readonly<Record<'adaptive-average' | 'nearest', Along>> = {
  'adaptive-average': (lowering, name, one, axis) => {
    const matrix = poolingMatrix(lowering, one);
    if (axis === 'rows') return lowering.node('MatMul', [matrix, name]);
    return lowering.node('MatMul', [name, lowering.transpose(matrix, [1, 0])]);
  },
  nearest: (lowering, name, one, axis) =>
    lowering.node('Gather', [name, nearestPositions(lowering, one)], { axis: axis === 'rows' ? 2 : 3 }),
};

function kindOf(rule: Rule): keyof typeof along {
  const plain =
    rule.kind === 'adaptive-average' || (rule.kind === 'nearest' && !rule.alignCorners && !rule.halfPixelCenters);
  if (plain) return rule.kind;
  throw new SizeMatters(`resizing by ${JSON.stringify(rule)} has no form for all sizes`);
}

/** As `adaptivePoolingMatrix`: output k averages [floor(k * in / out), ceil((k + 1) * in / out)). [out, in] */
function poolingMatrix(lowering: Lowering, { inputs, outputs }: Resampled): string {
  const { builder } = lowering;
  if (isFixed(inputs) && isFixed(outputs))
    return builder.floats(adaptivePoolingMatrix(inputs, outputs).values, [outputs, inputs]);
  const [one, zero] = [builder.scalar(1, 'int64'), builder.scalar(0, 'int64')];
  const [from, to] = [lowering.scalar(inputs), lowering.scalar(outputs)];
  const bins = lowering.node('Reshape', [lowering.node('Range', [zero, to, one]), builder.integers([-1, 1])]);
  const positions = lowering.node('Range', [zero, from, one]);
  const start = lowering.node('Div', [lowering.node('Mul', [bins, from]), to]);
  const past = lowering.node('Mul', [lowering.node('Add', [bins, one]), from]);
  const roundedUp = lowering.node('Add', [past, lowering.node('Sub', [to, one])]);
  const end = lowering.node('Div', [roundedUp, to]);
  const inside = lowering.node('And', [
    lowering.node('GreaterOrEqual', [positions, start]),
    lowering.node('Less', [positions, end]),
  ]);
  const length = lowering.castTo(lowering.node('Sub', [end, start]), 'float32');
  return lowering.node('Div', [lowering.castTo(inside, 'float32'), length]);
}

/** As `nearestMatrix`, in float32 as there: output i copies input floor(i * (in / out)). */
function nearestPositions(lowering: Lowering, { inputs, outputs }: Resampled): string {
  const { builder } = lowering;
  const [from, to] = [inputs, outputs].map((extent) => lowering.castTo(lowering.scalar(extent), 'float32')) as [
    string,
    string,
  ];
  const places = lowering.node('Range', [builder.scalar(0, 'float32'), to, builder.scalar(1, 'float32')]);
  const source = lowering.node('Floor', [lowering.node('Mul', [places, lowering.node('Div', [from, to])])]);
  const last = lowering.node('Sub', [from, builder.scalar(1, 'float32')]);
  return lowering.castTo(lowering.node('Min', [source, last]), 'int64');
}
