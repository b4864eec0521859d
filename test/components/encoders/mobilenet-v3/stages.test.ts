import test from 'ava';
import { mobileNetV3Large, mobileNetV3Small } from '../../../../src/components/encoders/mobilenet-v3/stages.ts';

test('squeeze-excite has a quarter of the expanded channels inside, in multiples of 8', (t) => {
  const inside = (stages: typeof mobileNetV3Large) => stages.flat().flatMap(({ squeeze }) => squeeze?.channels ?? []);
  t.deepEqual(inside(mobileNetV3Large), [24, 32, 32, 120, 168, 168, 240, 240]);
  t.deepEqual(inside(mobileNetV3Small), [8, 24, 64, 64, 32, 40, 72, 144, 144]);
});

test('stages have the blocks of timm', (t) => {
  t.deepEqual(
    [mobileNetV3Large, mobileNetV3Small].map((stages) => stages.map(({ length }) => length)),
    [
      [1, 2, 3, 4, 2, 3],
      [1, 2, 3, 2, 3],
    ],
  );
});
