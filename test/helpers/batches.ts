import * as tf from '@tensorflow/tfjs-core';
import { pattern } from './tensors.ts';

/** The same as `batch` in test/fixtures/nn/pspnet.py: blocks of eight pixels with a class each, on 64 x 64 pixels. */
export function batchOfBlocks(size: number, step: number): { images: tf.Tensor4D; target: tf.Tensor3D } {
  const images = pattern(size * 64 * 64 * 3, step);
  const target = Int32Array.from({ length: size * 64 * 64 }, (_, pixel) => {
    const [sample, row, column] = [Math.floor(pixel / 4096), Math.floor(pixel / 64) % 64, pixel % 64];
    const block = Math.floor(row / 8);
    const label = (sample + block * 3 + Math.floor(column / 8) + step * block) % 3;
    images[pixel * 3 + label]! += 1;
    return row === 63 ? 255 : label;
  });
  return { images: tf.tensor4d(images, [size, 64, 64, 3]), target: tf.tensor3d(target, [size, 64, 64], 'int32') };
}
