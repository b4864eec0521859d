import test from 'ava';
import { vocColor, withColors } from '../../../src/components/datasets/class-colors.ts';

test('the colours of Pascal VOC: aeroplane, bicycle, bird, boat, bus, and the border', (t) => {
  t.deepEqual([0, 1, 2, 3, 4, 6, 8, 255].map(vocColor), [
    [0, 0, 0],
    [128, 0, 0],
    [0, 128, 0],
    [128, 128, 0],
    [0, 0, 128],
    [0, 128, 128],
    [64, 0, 0],
    [224, 224, 192],
  ]);
});

test('a class keeps the colour that it is given', (t) => {
  t.deepEqual(withColors([{ name: 'sky', color: [1, 2, 3] }, { name: 'road' }]), [
    { name: 'sky', color: [1, 2, 3] },
    { name: 'road', color: [128, 0, 0] },
  ]);
});
