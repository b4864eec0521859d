import type { Random } from '../../../core/random.ts';
import type { ImageSize } from '../../sample.ts';
import { drawTexture, type Texture, type TextureKind } from './texture.ts';

/** A textured object of class 1 (disc) or 2 (box), lengths in pixels. */
export interface Shape {
  readonly classIndex: 1 | 2;
  readonly centerX: number;
  readonly centerY: number;
  /** Half of the disc's diameter, or of the box's sides. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** Radians. */
  readonly angle: number;
  readonly texture: Texture;
}

export interface Scene {
  readonly background: Texture;
  /** Later ones lie on top. */
  readonly shapes: readonly Shape[];
}

const textures: readonly TextureKind[] = ['blobs', 'stripes', 'checks'];
const MAX_SHAPES = 3;

/**
 * Draws the content of one image at random. `difficulty` goes from 0 (each class has its own colour) to 1 (colours tell
 * nothing).
 */
export function drawScene(size: ImageSize, difficulty: number, random: Random): Scene {
  const texture = (classIndex: number) => drawTexture(textures[classIndex]!, classIndex, difficulty, random);
  const background = texture(0);
  const shapes = Array.from({ length: random.integer(1, MAX_SHAPES + 1) }, () => drawShape(size, texture, random));
  return { background, shapes };
}

function drawShape({ height, width }: ImageSize, texture: (classIndex: number) => Texture, random: Random): Shape {
  const classIndex = random.integer(1, 3) as 1 | 2;
  const half = () => Math.min(height, width) * random.between(0.14, 0.26);
  const halfWidth = half();
  return {
    classIndex,
    halfWidth,
    halfHeight: classIndex === 1 ? halfWidth : half(),
    centerX: width * random.between(0.15, 0.85),
    centerY: height * random.between(0.15, 0.85),
    angle: random.between(0, Math.PI / 2),
    texture: texture(classIndex),
  };
}

/**
 * Distance in pixels from (x, y) to the shape's edge, negative inside. For a box, the distance to the line of its
 * nearest side.
 */
export function signedDistance(
  { classIndex, centerX, centerY, halfWidth, halfHeight, angle }: Shape,
  x: number,
  y: number,
): number {
  const dx = x - centerX;
  const dy = y - centerY;
  if (classIndex === 1) return Math.sqrt(dx * dx + dy * dy) - halfWidth;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return Math.max(Math.abs(dx * cos + dy * sin) - halfWidth, Math.abs(dy * cos - dx * sin) - halfHeight);
}
