import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import * as ort from 'onnxruntime-node';
import type { ImageSize } from '../../../src/data/sample.ts';
import { startEngine } from '../../../src/engine/index.ts';
import { encodeModel, type Model } from '../../../src/engine/onnx/model.ts';
import type { LazyBackend } from '../../../src/engine/recording/lazy-backend.ts';
import { exportNetwork, type ExportableNetwork } from '../../../src/export/onnx/export-network.ts';
import type { SegmentationModel } from '../../../src/registry/index.ts';
import { inference } from '../../helpers/networks.ts';

/** What a network computes from its images [N, H, W, 3]. */
export type Network = (images: tf.Tensor4D) => tf.Tensor;

/** A network without weights of its own, whose images have sides that are multiples of 4. */
export function networkOf(forward: Network): SegmentationModel {
  return {
    normalization: { mean: [0.5, 0.25, 0], std: [0.5, 0.25, 1] },
    inputMultiple: 4,
    encodeFrozen: (images: tf.Tensor4D) => [images],
    forward: ([images]: readonly tf.Tensor4D[]) => forward(images!),
    stateDict: () => new Map(),
  } as unknown as SegmentationModel;
}

export async function exported(model: SegmentationModel, sizes?: readonly ImageSize[]): Promise<ExportableNetwork> {
  await startEngine({ backend: 'onnxruntime', threads: 1 });
  const [network] = await exportNetwork(model, tf.backend() as LazyBackend, { height: 8, width: 12 }, sizes);
  return network!;
}

/** Numbers without a pattern, from about -2 to 2. */
export function numbers(shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, (_, index) => Math.sin(index * 12.9898) + Math.cos(index * 0.37));
}

/** Runs a model on normalised images with ONNX Runtime. */
export async function run(model: Model, shape: readonly number[], images: Float32Array | Uint8Array) {
  const session = await ort.InferenceSession.create(encodeModel(model), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const type = images instanceof Uint8Array ? 'uint8' : 'float32';
  const results = await session.run({ image: new ort.Tensor(type as 'float32', images as Float32Array, shape) });
  await session.release();
  return Object.values(results)[0]!;
}

/** Compares an exported network with the network itself, at sizes that were not recorded. */
export async function assertExported(
  t: ExecutionContext,
  model: SegmentationModel,
  network: ExportableNetwork,
  sizes: readonly (readonly [batch: number, height: number, width: number])[],
  within = 1e-5,
): Promise<void> {
  const onnx = network.model({ input: 'float', output: 'logits' });
  for (const size of sizes) {
    const shape = [...size, 3] as [number, number, number, number];
    const images = numbers(shape);
    const own = tf.tidy(() => model.forward(model.encodeFrozen(tf.tensor4d(images, shape)), inference));
    const [expected, result] = [await own.data(), await run(onnx, shape, images)];
    own.dispose();
    t.deepEqual(result.dims, own.shape, `shape at ${size.join(' x ')}`);
    const worst = (result.data as Float32Array).reduce(
      (most, value, index) => (Math.abs(value - expected[index]!) <= most ? most : Math.abs(value - expected[index]!)),
      0,
    );
    t.true(worst <= within, `at ${size.join(' x ')} numbers differ by ${worst}`);
  }
}
