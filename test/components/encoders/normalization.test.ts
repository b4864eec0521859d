import test from 'ava';
import { imageNet, plusMinusOne } from '../../../src/components/encoders/normalization.ts';

test('ImageNet has the statistics that torchvision documents', (t) => {
  t.deepEqual(imageNet, { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] });
});

test('black becomes -1 and white 1', (t) => {
  const [mean, std] = [plusMinusOne.mean[0], plusMinusOne.std[0]];
  t.deepEqual([(0 - mean) / std, (1 - mean) / std], [-1, 1]);
  t.deepEqual([new Set(plusMinusOne.mean).size, new Set(plusMinusOne.std).size], [1, 1]);
});
