import * as tf from '@tensorflow/tfjs-core';

interface Attributes {
  readonly paddings: readonly (readonly [number, number])[];
  readonly mode: 'reflect' | 'symmetric';
}

/**
 * TensorFlow.js drops the gradient of the mirrored parts. Here each is folded back onto what it mirrors, axis by axis.
 */
export function registerMirrorPadGradient(): void {
  tf.registerGradient({
    kernelName: 'MirrorPad',
    inputsToSave: [],
    gradFunc(dy, _saved, attributes) {
      const { paddings, mode } = attributes as unknown as Attributes;
      const skip = mode === 'reflect' ? 1 : 0;
      const fold = (gradient: tf.Tensor, padding: readonly [number, number], axis: number) =>
        foldAxis(gradient, axis, padding, skip);
      return { x: () => tf.tidy(() => paddings.reduce(fold, dy as tf.Tensor)) };
    },
  });
}

/** `skip` is 1 where the border itself is not repeated. */
function foldAxis(dy: tf.Tensor, axis: number, [before, after]: readonly [number, number], skip: number): tf.Tensor {
  const length = dy.shape[axis]! - before - after;
  const along = (begin: number, size: number) =>
    tf.slice(
      dy,
      dy.shape.map((_, at) => (at === axis ? begin : 0)),
      dy.shape.map((all, at) => (at === axis ? size : all)),
    );
  const mirrored = (begin: number, size: number, offset: number) => {
    const margins = dy.shape.map((_, at): [number, number] =>
      at === axis ? [offset, length - offset - size] : [0, 0],
    );
    return tf.pad(tf.reverse(along(begin, size), axis), margins);
  };
  let folded = along(before, length);
  if (before > 0) folded = tf.add(folded, mirrored(0, before, skip));
  if (after > 0) folded = tf.add(folded, mirrored(before + length, after, length - after - skip));
  return folded;
}
