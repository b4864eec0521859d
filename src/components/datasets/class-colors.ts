import type { z } from 'zod';
import type { ClassInfo } from '../../data/dataset.ts';
import type { classesParam } from './params.ts';

/** The classes of a section, with Pascal VOC's colours for those without a colour. */
export function withColors(classes: Readonly<z.output<typeof classesParam>>): ClassInfo[] {
  return classes.map(({ name, color }, index) => ({ name, color: color ?? vocColor(index) }));
}

/** Pascal VOC's colour map: the bits of the index go in turn to red, green and blue, from their highest bit down. */
export function vocColor(index: number): [number, number, number] {
  const color: [number, number, number] = [0, 0, 0];
  for (let bit = 0; bit < 8; bit++) color[bit % 3]! |= ((index >> bit) & 1) << (7 - Math.floor(bit / 3));
  return color;
}
