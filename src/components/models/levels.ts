import { TesseraError } from '../../core/errors/index.ts';
import type { FeatureLevel } from '../../registry/index.ts';

type Level = Pick<FeatureLevel, 'stride'>;

/**
 * Index of the encoder's first level with this stride.
 * @throws TesseraError `bad-value` if there is none; `model` is the type that needs it
 */
export function levelOfStride(levels: readonly Level[], stride: number, model: string): number {
  const index = levels.findIndex((level) => level.stride === stride);
  if (index >= 0) return index;
  throw new TesseraError({
    code: 'bad-value',
    path: 'model.encoder',
    message: `${model} needs an encoder with a feature of stride ${stride}; this one has ${stridesOf(levels)}`,
    hints: ['use an encoder that has it, such as mobilenet_v2, or another model, such as unet'],
  });
}

/**
 * Index of a level that is counted from the finest, 0, or back from the coarsest, -1.
 * @throws TesseraError `bad-value` at `path` if the encoder has fewer levels
 */
export function levelNumber(levels: readonly Level[], level: number, path: string): number {
  const index = level < 0 ? levels.length + level : level;
  if (levels[index]) return index;
  throw new TesseraError({
    code: 'bad-value',
    path,
    message:
      `expected a level of the encoder, from 0 to ${levels.length - 1} or from -${levels.length} to -1, got ` +
      `${level}`,
    hints: [`the encoder has ${stridesOf(levels)}`],
  });
}

function stridesOf(levels: readonly Level[]): string {
  const strides = levels.map(({ stride }) => stride);
  return strides.length === 1 ? `only stride ${strides[0]}` : `strides ${strides.join(', ')}`;
}

/** Levels of these strides. */
export function levelsOf(strides: readonly number[]): Level[] {
  return strides.map((stride) => ({ stride }));
}
