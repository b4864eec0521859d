import { basename } from 'node:path';
import type { Problem } from '../core/errors/index.ts';
import type { LoadOptions } from './load.ts';
import { experimentId } from './identity.ts';
import { resolveFile } from './resolve.ts';
import { sortProblems } from './validate.ts';

export interface CheckedFile {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** Absent if there are problems, or if the file is only a part for others to extend. */
  readonly id?: string;
  /** Number of points of its sweep. */
  readonly points: number;
  /** Components that plugins may register, where plugins are not run. */
  readonly notChecked: readonly Problem[];
  /** What a person should know of the file, and is no problem. */
  readonly notes: readonly string[];
}

/** All problems of a file, as data. A file whose name starts with `_` may lack keys, which files that extend it add. */
export async function checkFile(file: string, options: LoadOptions): Promise<CheckedFile> {
  const isBase = basename(file).startsWith('_');
  const problems: Problem[] = [];
  const resolution = await resolveFile(file, options, (problem) => {
    if (!isBase || problem.code !== 'missing-key') problems.push(problem);
  });
  const { experiment, points, search, notChecked, absent, notes, ...context } = resolution;
  const id = problems.length === 0 && experiment ? { id: experimentId(experiment, context) } : {};
  return {
    file,
    problems: sortProblems(problems),
    points: search ? search.trials * search.seeds : points.length,
    notChecked,
    notes: [...notes, ...absent.map(describeAbsent)],
    ...id,
  };
}

/** `x.yaml:20:14: expected a weight file at /weights/imagnet; it cannot be read; did you mean `imagenet`?` */
function describeAbsent({ message, where, hints = [] }: Problem): string {
  const place = where ? `${[where.file, where.line, where.column].join(':')}: ` : '';
  return `${place}${[message, ...hints].join('; ')}`;
}
