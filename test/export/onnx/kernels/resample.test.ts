import test from 'ava';
import type { Rule } from '../../../../src/engine/geometry/resample-matrix.ts';
import { type Extent, SizeMatters } from '../../../../src/export/onnx/extent.ts';
import { lowerResample, type ResampleCall } from '../../../../src/export/onnx/kernels/resample.ts';
import { height, lowered, value } from '../_lowering.ts';

const average: Rule = { kind: 'adaptive-average' };
const nearest: Rule = { kind: 'nearest', alignCorners: false, halfPixelCenters: false };
const back = '{perm=[0,2,3,1]}';

const along = (rule: Rule, inputs: Extent, outputs: Extent) => ({ rule, inputs, outputs });
const resampled = (rows: ReturnType<typeof along>, columns: ReturnType<typeof along>) =>
  lowered(
    (lowering, call) => lowerResample(lowering, call as unknown as ResampleCall),
    [{ nchw: value(1, rows.inputs, columns.inputs, 3) }],
    { rows, columns },
    value(1, rows.outputs, columns.outputs, 3),
  );

test('to one pixel it is the average of all, from one pixel a copy', (t) => {
  t.is(resampled(along(average, height, 1), along(average, 5, 1)), `Transpose(GlobalAveragePool(x0))${back}`);
  t.is(resampled(along(nearest, 1, 4), along(nearest, 1, 6)), `Transpose(Expand(x0, [1 1 4 6]))${back}`);
  t.notRegex(resampled(along(nearest, 3, 1), along(nearest, 3, 1)), /GlobalAveragePool/, 'the nearest of all is one');
});

test('bins of a fixed size are averaged by a matrix: those of 3 to 2 share the one in the middle', (t) => {
  const [rows, columns] = ['[0.5 0.5 0 0 0.5 0.5]', '[1 0 0 1]'];
  t.is(
    resampled(along(average, 3, 2), along(average, 2, 2)),
    `Transpose(MatMul(MatMul(${rows}, x0), Transpose(${columns}){perm=[1,0]}))${back}`,
  );
});

test('pixels are repeated by their places', (t) => {
  const places =
    'Cast(Min(Floor(Mul(Range(0, Cast(6){to=1}, 1), Div(Cast(3){to=1}, Cast(6){to=1}))), Sub(Cast(3){to=1}, 1))){to=7}';
  const text = resampled(along(nearest, 3, 6), along(nearest, 3, 6));
  t.is(text, `Transpose(Gather(Gather(x0, ${places}){axis=2}, ${places}){axis=3})${back}`);
});

test('other ways to resize have no form for all sizes', (t) => {
  for (const rule of [
    { ...nearest, kind: 'bilinear' },
    { ...nearest, alignCorners: true },
    { ...nearest, halfPixelCenters: true },
  ] as Rule[]) {
    t.throws(() => resampled(along(rule, height, 6), along(rule, 3, 6)), { instanceOf: SizeMatters });
  }
});
