import type { ImageSize } from '../data/sample.ts';

/**
 * What a network says of one image: logits [height, width, classes], given RGB [height, width, 3], 0 to 255. Several
 * may be asked for at a time: who answers them may take them together.
 */
export type Forward = (image: Uint8Array, size: ImageSize) => Promise<Float32Array>;

/** The same of several images of one size: [count, height, width, classes], given [count, height, width, 3]. */
export type BatchForward = (images: Uint8Array, count: number, size: ImageSize) => Promise<Float32Array>;
