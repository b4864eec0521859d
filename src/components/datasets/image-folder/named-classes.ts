import { resolve } from 'node:path';
import { TesseraError } from '../../../core/errors/index.ts';
import { readClassFile } from '../../../data/annotations/class-file.ts';
import { classesOfLabels } from './meanings.ts';
import type { MaskParams } from './labels.ts';

/** Where classes are named: in a list, in a file, or in `labels`. */
export interface NamedClasses extends Omit<MaskParams, 'classes'> {
  readonly classes?: MaskParams['classes'] | string | undefined;
}

/** The classes that the section itself names; undefined if a file does. */
export function writtenClasses({ classes, labels }: NamedClasses): MaskParams['classes'] | undefined {
  if (typeof classes === 'string') return undefined;
  return classes ?? classesOfLabels({ labels }).map((name) => ({ name }));
}

/**
 * The classes, wherever they are named. Values of a file give way to `labels` that name classes.
 * @throws TesseraError `file-missing`, `bad-dataset`
 */
export async function readClasses(params: NamedClasses, root: string): Promise<MaskParams['classes']> {
  const { classes, labels } = params;
  if (typeof classes !== 'string') return writtenClasses(params)!;
  const listed = await readClassFile(resolve(root, classes), 'dataset.classes');
  if (listed.length < 2 || listed.length > MOST_CLASSES) {
    const message = `expected 2 to ${MOST_CLASSES} classes in ${classes}, got ${listed.length}`;
    throw new TesseraError({ code: 'bad-dataset', path: 'dataset.classes', message });
  }
  const hasLabels = classesOfLabels({ labels }).length > 0;
  return listed.map(({ name, color, value }) => ({
    name,
    ...(color && { color: [...color] as [number, number, number] }),
    ...(value !== undefined && !hasLabels && { values: [value] }),
  }));
}

/** 255 is what is ignored. */
export const MOST_CLASSES = 255;
