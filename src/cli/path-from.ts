import { relative } from 'node:path';

/** The path as it is written in a folder: relative to it if it is inside of it. */
export function pathFrom(folder: string, path: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') ? path : short;
}
