import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled, gradientOf } from './agree.ts';

const serial = test.serial;
type Pad = Parameters<typeof tf.conv2d>[3];

const pads: Pad[] = [
  'valid',
  'same',
  [
    [0, 0],
    [1, 0],
    [2, 1],
    [0, 0],
  ],
];
for (const stride of [1, 2, [2, 1] as [number, number]]) {
  for (const pad of pads) {
    for (const size of [1, 3]) {
      const title = `convolution ${size}x${size}, stride ${String(stride)}, pad ${JSON.stringify(pad)}`;
      const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
      for (const outputs of [2, 4]) {
        const filter = () => filled([size, size, 3, outputs], 'w');
        serial(`${title} to ${outputs} channels and both gradients agree`, async (t) => {
          await agreesWithGradient(t, (x) => convolve(x, filter()));
          await agrees(t, () => gradientOf((w) => convolve(filled([2, 5, 7, 3]), w), filter()));
        });
      }
    }
  }
}

for (const [stride, pad] of [
  [1, 'same'],
  [2, 'same'],
  [1, 'valid'],
  [2, 'valid'],
] as const) {
  serial(`depthwise convolution, stride ${stride}, pad ${pad}, and both gradients agree`, async (t) => {
    const convolve = (x: tf.Tensor, w: tf.Tensor) =>
      tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
    const filter = () => filled([3, 3, 3, 2], 'w');
    await agreesWithGradient(t, (x) => convolve(x, filter()));
    await agrees(t, () => gradientOf((w) => convolve(filled([2, 5, 7, 3]), w), filter()));
  });
}

serial('dilated, fused and transposed convolutions agree', agrees, () => {
  const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
  const filter = filled([3, 3, 3, 4], 'w') as tf.Tensor4D;
  const bias = filled([4], 'b') as tf.Tensor1D;
  return [
    tf.conv2d(x, filter, 1, 'same', 'NHWC', 2),
    tf.depthwiseConv2d(x, filled([3, 3, 3, 2], 'w') as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    tf.fused.conv2d({ x, filter, strides: 2, pad: 'same', bias, activation: 'relu6' }),
    tf.fused.depthwiseConv2d({
      x,
      filter: filled([3, 3, 3, 1], 'w') as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    }),
    tf.conv2dTranspose(filled([2, 3, 4, 4]) as tf.Tensor4D, filter, [2, 5, 7, 3], 2, 'same'),
  ];
});

/** Doubled with a gradient of pooling, as src/nn does. */
const doubled = (x: tf.Tensor) =>
  tf.customGrad((input) => ({
    value: tf.image.resizeNearestNeighbor(input as tf.Tensor4D, [10, 14]),
    gradFunc: (dy: tf.Tensor) => tf.mul(tf.avgPool(dy as tf.Tensor4D, 2, 2, 'valid'), 4),
  }))(x);
for (const size of [1, 3]) {
  for (const batch of [1, 2]) {
    serial(`a ${size}x${size} convolution of ${batch} doubled images and both gradients agree`, async (t) => {
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(doubled(x) as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
      const filter = () => filled([size, size, 3, 4], 'w');
      await agreesWithGradient(t, (x) => convolve(x, filter()), [batch, 5, 7, 3]);
      await agrees(t, () => gradientOf((w) => convolve(filled([batch, 5, 7, 3]), w), filter()));
    });
  }
}

for (const [size, stride, pad] of [
  [2, 2, 'valid'],
  [3, 2, 'same'],
  [3, 1, 'same'],
  [3, 2, 1],
] as const) {
  serial(`max pooling ${size}, stride ${stride}, pad ${pad}, agrees`, agreesWithGradient, (x: tf.Tensor) =>
    tf.maxPool(x as tf.Tensor4D, size, stride, pad),
  );
}
serial('average pooling without padding agrees', agreesWithGradient, (x: tf.Tensor) =>
  tf.avgPool(x as tf.Tensor4D, [2, 3], [2, 1], 'valid'),
);
serial('average pooling over whole rows, columns and images agrees', agrees, () => {
  const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
  return [tf.avgPool(x, [1, 7], 1, 'valid'), tf.avgPool(x, [5, 1], 1, 'valid'), tf.avgPool(x, [5, 7], 1, 'valid')];
});

serial('a padded average counts only what is inside, and so does its gradient', async (t) => {
  await tf.setBackend('onnxruntime');
  const gradient = tf.tidy(() =>
    tf.grad((x) => tf.sum(tf.avgPool(x as tf.Tensor4D, 2, 1, 'same')))(tf.zeros([1, 2, 2, 1])),
  );
  // Windows see 4, 2, 2 and 1 pixels; the last pixel is in all four: 1/4 + 1/2 + 1/2 + 1.
  t.deepEqual([...(await gradient.data())], [0.25, 0.75, 0.75, 2.25]);
  gradient.dispose();
});

for (const [alignCorners, halfPixelCenters] of [
  [false, false],
  [true, false],
  [false, true],
] as const) {
  serial(`resizes agree with alignCorners ${alignCorners} and halfPixelCenters ${halfPixelCenters}`, agrees, () => {
    const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
    return [
      tf.image.resizeBilinear(x, [9, 4], alignCorners, halfPixelCenters),
      tf.image.resizeNearestNeighbor(x, [10, 21], alignCorners, halfPixelCenters),
      tf.image.resizeNearestNeighbor(x, [9, 4], alignCorners, halfPixelCenters),
    ];
  });
}

serial('matrix products agree with every transpose', agrees, () => [
  tf.matMul(filled([4, 5]), filled([5, 6], 'b')),
  tf.matMul(filled([5, 4]), filled([6, 5], 'b'), true, true),
  tf.matMul(filled([2, 3, 4, 5]), filled([3, 6, 5], 'b'), false, true),
  tf.fused.matMul({ a: filled([4, 5]), b: filled([5, 6], 'b'), bias: filled([6], 'c'), activation: 'relu' }),
]);
serial(
  'the gradient of a matrix product agrees',
  agreesWithGradient,
  (x: tf.Tensor) => tf.matMul(x, filled([5, 6], 'b')),
  [4, 5],
);

serial('batch norm agrees', agreesWithGradient, (x: tf.Tensor) =>
  tf.batchNorm(
    x,
    filled([3], 'm') as tf.Tensor1D,
    tf.abs(filled([3], 'v')) as tf.Tensor1D,
    filled([3], 'o') as tf.Tensor1D,
    filled([3], 's') as tf.Tensor1D,
  ),
);
