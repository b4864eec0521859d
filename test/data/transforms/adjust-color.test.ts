import test from 'ava';
import {
  adjustBrightness,
  adjustContrast,
  adjustHue,
  adjustSaturation,
  toGrayscale,
} from '../../../src/data/transforms/adjust-color.ts';

const image = Uint8Array.of(100, 50, 200, 0, 0, 0);

test('brightness scales, clamps and truncates', (t) => {
  t.deepEqual([...adjustBrightness(image, 1.5)], [150, 75, 255, 0, 0, 0]);
  t.deepEqual([...adjustBrightness(image, 0.999)], [99, 49, 199, 0, 0, 0]);
});

test('grey is 0.2989 red, 0.587 green and 0.114 blue, truncated', (t) => {
  // 29.89 + 29.35 + 22.8 = 82.04
  t.deepEqual([...toGrayscale(image)], [82, 82, 82, 0, 0, 0]);
});

test('contrast 0 is the mean of the grey levels, 1 the image itself', (t) => {
  t.deepEqual([...adjustContrast(image, 0)], [41, 41, 41, 41, 41, 41]);
  t.deepEqual([...adjustContrast(image, 1)], [...image]);
});

test('saturation 0 is grey, 1 the image itself', (t) => {
  t.deepEqual([...adjustSaturation(image, 0)], [82, 82, 82, 0, 0, 0]);
  t.deepEqual([...adjustSaturation(image, 1)], [...image]);
});

test('a third of the circle takes red to green; a full turn of half and half comes back', (t) => {
  t.deepEqual([...adjustHue(Uint8Array.of(255, 0, 0), 1 / 3)], [0, 255, 0]);
  t.deepEqual([...adjustHue(Uint8Array.of(255, 0, 0), 0.5)], [0, 255, 255]);
});
