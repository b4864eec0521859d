import test from 'ava';
import { input, record } from './record.ts';

for (const name of ['ResizeBilinear', 'ResizeNearestNeighbor'] as const) {
  test(`${name} keeps batch and channels, and records both sizes and how the grids lie`, (t) => {
    const attrs = { size: [9, 4], alignCorners: true, halfPixelCenters: false };
    const { outputs, attributes } = record(name, { images: input([2, 5, 7, 3], 'int32') }, attrs)!;
    t.deepEqual(outputs, [{ shape: [2, 9, 4, 3], dtype: 'float32' }]);
    t.deepEqual(attributes, { from: [5, 7], to: [9, 4], alignCorners: true, halfPixelCenters: false });
  });
}
