import type { Problem } from '../../core/errors/index.ts';
import type { ImageSize } from '../../data/sample.ts';

/** What is wrong with images of this size for a model whose input is a multiple of `multiple`. */
export function sizeProblem(
  { height, width }: ImageSize,
  multiple: number,
  type: string,
  path: string,
): Problem | undefined {
  if (height % multiple === 0 && width % multiple === 0) return undefined;
  const nearestFit = (size: number) => Math.max(1, Math.round(size / multiple)) * multiple;
  return {
    code: 'bad-size',
    path,
    message: `${type} takes images whose height and width are multiples of ${multiple}, got ${height} x ${width}`,
    hints: [`the nearest that fits is ${nearestFit(height)}${height === width ? '' : ` x ${nearestFit(width)}`}`],
  };
}
