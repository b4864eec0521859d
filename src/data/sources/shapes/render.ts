import type { Random } from '../../../core/random.ts';
import type { ImageSize, Sample } from '../../sample.ts';
import { IGNORE_INDEX } from '../../../tasks/semantic/mask.ts';
import { signedDistance, type Scene, type Shape } from './scene.ts';
import { pattern, type Texture } from './texture.ts';

export interface RenderOptions {
  /** Pixels on either side of each edge that are ignored. */
  readonly border: number;
  /** The most levels by which the noise changes a channel of a pixel. */
  readonly noise: number;
}

/** Paints a scene and its label map. */
export function renderScene(
  name: string,
  size: ImageSize,
  scene: Scene,
  options: RenderOptions,
  random: Random,
): Sample {
  const { height, width } = size;
  const image = new Uint8Array(height * width * 3);
  const mask = new Uint8Array(height * width);
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const { texture, label } = surfaceAt(scene, x, y, options.border);
    mask[pixel] = label;
    paint(image, pixel * 3, texture, x, y, options.noise, random);
  }
  return { name, height, width, image, mask };
}

function surfaceAt(
  { background, shapes }: Scene,
  x: number,
  y: number,
  border: number,
): { texture: Texture; label: number } {
  let top: Shape | undefined;
  let atEdge = false;
  for (const shape of shapes) {
    const distance = signedDistance(shape, x, y);
    if (distance <= 0) top = shape;
    atEdge = Math.abs(distance) <= border || (atEdge && distance > 0);
  }
  return { texture: top?.texture ?? background, label: atEdge ? IGNORE_INDEX : (top?.classIndex ?? 0) };
}

function paint(
  image: Uint8Array,
  offset: number,
  texture: Texture,
  x: number,
  y: number,
  noise: number,
  random: Random,
): void {
  const light = texture.contrast * pattern(texture, x, y);
  for (let channel = 0; channel < 3; channel++) {
    const level = texture.color[channel]! + light + noise * (2 * random.uniform() - 1);
    image[offset + channel] = Math.max(0, Math.min(255, Math.round(level)));
  }
}
