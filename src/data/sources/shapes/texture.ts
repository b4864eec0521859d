import type { Random } from '../../../core/random.ts';

export type TextureKind = 'blobs' | 'stripes' | 'checks';

/** The look of a surface: a colour, and a pattern from -1 to 1 that makes it lighter and darker. */
export interface Texture {
  readonly kind: TextureKind;
  /** RGB, 0 to 255. */
  readonly color: readonly [number, number, number];
  /** Levels by which the pattern changes the colour. */
  readonly contrast: number;
  /** Radians per pixel along two directions at right angles. */
  readonly waveX: readonly [number, number];
  readonly waveY: readonly [number, number];
  readonly phase: number;
}

/** The colour around which a class's colours lie if the difficulty is 0. */
const classColors = [
  [96, 128, 96],
  [176, 96, 80],
  [80, 104, 176],
] as const;
const periods: Readonly<Record<TextureKind, readonly [number, number]>> = {
  blobs: [18, 30],
  stripes: [5, 8],
  checks: [6, 9],
};

export function drawTexture(kind: TextureKind, classIndex: number, difficulty: number, random: Random): Texture {
  const towards = classColors[classIndex]!;
  const channel = (index: 0 | 1 | 2) => towards[index] + difficulty * (random.between(64, 192) - towards[index]);
  const color = [channel(0), channel(1), channel(2)] as const;
  const frequency = (2 * Math.PI) / random.between(...periods[kind]);
  const angle = random.between(0, Math.PI);
  const waveX = [frequency * Math.cos(angle), frequency * Math.sin(angle)] as const;
  const waveY = [-waveX[1], waveX[0]] as const;
  return { kind, color, contrast: random.between(35, 60), waveX, waveY, phase: random.between(0, 2 * Math.PI) };
}

/** The pattern at (x, y), from -1 to 1. Blobs are slow waves, stripes run one way, checks are stripes both ways. */
export function pattern({ kind, waveX, waveY, phase }: Texture, x: number, y: number): number {
  const along = Math.sin(waveX[0] * x + waveX[1] * y + phase);
  if (kind === 'stripes') return sharpen(along);
  const across = Math.sin(waveY[0] * x + waveY[1] * y + 2 * phase);
  return kind === 'checks' ? sharpen(along * across * 2) : (along + across) / 2;
}

function sharpen(wave: number): number {
  return Math.max(-1, Math.min(1, wave * 2));
}
