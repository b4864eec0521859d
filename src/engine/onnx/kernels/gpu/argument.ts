import { sizeOf } from '../../../recording/value.ts';
import type { Lowering } from '../../lowering.ts';

/**
 * The int32 index of the greatest or least number along one axis, of equal ones the first. ONNX's own operator gives
 * int64, which WebGPU lacks.
 */
export function argumentInFloats(
  lowering: Lowering,
  name: string,
  shape: readonly number[],
  axis: number,
  reduce: 'ReduceMax' | 'ReduceMin',
): string {
  const { builder } = lowering;
  const count = shape[axis]!;
  const axes = builder.integers([axis]);
  const best = lowering.node(reduce, [name, axes], { keepdims: 1 });
  const along = shape.map((_, other) => (other === axis ? count : 1));
  const places = builder.floats(
    Array.from({ length: sizeOf(along) }, (_, index) => index),
    along,
  );
  const last = builder.scalar(count - 1, 'float32');
  const found = lowering.node('Where', [lowering.node('Equal', [name, best]), places, last]);
  return lowering.castTo(lowering.node('ReduceMin', [found, axes], { keepdims: 0 }), 'int32');
}
