import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../nn/index.ts';
import { roundsUp, viewsOf, type TestTimeAugmentation, type View } from '../predict/tta.ts';
import type { Normalization, SegmentationModel } from '../registry/index.ts';

/**
 * A network that sees several versions of each input, as `augmentedForward` does, but on the backend: its logits are
 * the logarithm of the mean of the probabilities. It has the model's own parameters; disposing of either disposes of
 * both.
 */
export function withTestTimeAugmentation(model: SegmentationModel, tta: TestTimeAugmentation): SegmentationModel {
  return new AugmentedModel(model, tta);
}

class AugmentedModel extends nn.Module implements SegmentationModel {
  readonly #model: SegmentationModel;
  readonly #tta: TestTimeAugmentation;

  constructor(model: SegmentationModel, tta: TestTimeAugmentation) {
    super();
    this.#model = this.inline(model);
    this.#tta = tta;
  }

  get normalization() {
    return this.#model.normalization;
  }

  get inputMultiple() {
    return this.#model.inputMultiple;
  }

  /** The images themselves: each version is encoded on its own. */
  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    return [tf.clone(images)];
  }

  forward([images]: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = images!.shape;
    const views = viewsOf({ height, width }, this.#tta, this.inputMultiple);
    return tf.tidy(() => {
      const seen = views.map((view) => this.#see(images!, view, pass));
      if (seen.length === 1) return seen[0]!;
      const mean = tf.div<tf.Tensor4D>(tf.addN(seen.map((logits) => tf.softmax(logits))), seen.length);
      // The smallest normal float32: a probability of 0 has no logarithm.
      return tf.log(tf.maximum(mean, 1.18e-38));
    });
  }

  #see(images: tf.Tensor4D, { mirrored, ...size }: View, pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = images.shape;
    const turned = mirrored ? tf.reverse(images, 2) : images;
    const isResized = size.height !== height || size.width !== width;
    const seen = isResized ? inBytes(resized(turned, size), this.normalization) : turned;
    const logits = this.#model.forward(this.#model.encodeFrozen(seen), pass);
    const back = resized(logits, { height, width });
    return mirrored ? tf.reverse(back, 2) : back;
  }
}

/** The normalised image that comes nearest to `x` of those whose pixels are bytes, as `predict` sees them. */
function inBytes(x: tf.Tensor4D, { mean, std }: Normalization): tf.Tensor4D {
  const [center, spread] = [tf.tensor1d([...mean]), tf.tensor1d([...std])];
  const pixels = tf.mul(tf.add(tf.mul(x, spread), center), 255);
  const bytes = tf.floor(tf.add(pixels, roundsUp));
  return tf.div(tf.sub(tf.div(bytes, 255), center), spread);
}

function resized(x: tf.Tensor4D, { height, width }: { readonly height: number; readonly width: number }): tf.Tensor4D {
  if (x.shape[1] === height && x.shape[2] === width) return x;
  return nn.resizeBilinear(x, [height, width], { alignCorners: false });
}
