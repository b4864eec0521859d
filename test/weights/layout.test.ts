import { readFileSync } from 'node:fs';
import test from 'ava';
import { permute } from '../../src/weights/layout.ts';
import {
  decodeSafetensors,
  fromKerasDepthwise,
  fromPyTorch,
  type NamedArray,
  toPyTorch,
} from '../../src/weights/index.ts';

const file = readFileSync(new URL('../fixtures/weights/dtypes.safetensors', import.meta.url));
const { tensors } = decodeSafetensors(file);
const torch = (name: string): NamedArray => {
  const { shape, data } = tensors.get(name)!;
  return { shape, data: data as Float32Array };
};

for (const [what, name, expected] of [
  ["a convolution's weight", 'oihw', 'hwio'],
  ['a depthwise weight', 'depthwise', 'depthwise.hwio'],
  ["a linear layer's weight", 'linear', 'linear.io'],
] as const) {
  test(`${what} goes from PyTorch's layout and back as torch permutes it`, (t) => {
    t.deepEqual(fromPyTorch(torch(name)), torch(expected));
    t.deepEqual(toPyTorch(torch(expected)), torch(name));
  });
}

test('a vector has no layout', (t) => {
  const bias = { shape: [3], data: Float32Array.of(1, 2, 3) };
  t.is(fromPyTorch(bias), bias);
  t.is(toPyTorch(bias), bias);
});

test("Keras' depthwise kernel is the same values with channels and multiplier in one axis", (t) => {
  const kernel = { shape: [1, 1, 2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) };
  t.deepEqual(fromKerasDepthwise(kernel), { shape: [1, 1, 1, 6], data: kernel.data });
});

test('a depthwise kernel of another rank is left for the shape check to name', (t) => {
  const kernel = { shape: [6], data: new Float32Array(6) };
  t.is(fromKerasDepthwise(kernel), kernel);
});

test('axes move as asked', (t) => {
  const array = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  t.deepEqual(permute(array, [1, 0]), { shape: [3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) });
});
