import { numbered, type FileProblem, type Problem } from '../../core/errors/index.ts';

/** Hints that a group tells: those of the first file of each kind. */
const TOLD_HINTS = 6;

/**
 * One problem for all files that have the same: `36 masks cannot be read: 30 are GIFs, first: a.gif; 6 are damaged,
 * first: b.png (the file ends early)`. A single file keeps its own problem, and so do problems that are not of files.
 */
export function groupFiles(problems: readonly Problem[]): readonly Problem[] {
  const groups = new Map<unknown, Problem[]>();
  for (const problem of problems) {
    const key = problem.of?.group.many ?? problem;
    const same = groups.get(key);
    if (same) same.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()].map((group) => (group.length === 1 ? group[0]! : groupOf(group)));
}

function groupOf(problems: readonly Problem[]): Problem {
  const { of, ...first } = problems[0]!;
  const kinds = new Map<string | undefined, Problem[]>();
  for (const problem of problems) {
    const key = problem.of!.kind?.many;
    kinds.set(key, [...(kinds.get(key) ?? []), problem]);
  }
  const parts = [...kinds.values()].sort((a, b) => b.length - a.length);
  const hints = parts.flatMap(([problem]) => problem!.hints ?? []);
  return {
    ...first,
    message: messageOf(of!, problems.length, parts),
    hints: [...new Set(hints)].slice(0, TOLD_HINTS),
  };
}

function messageOf({ group }: FileProblem, count: number, parts: readonly Problem[][]): string {
  const told = parts.map((part) => {
    const { kind, file, detail = '' } = part[0]!.of!;
    const first = `first: ${file}${detail === '' ? '' : ` (${detail})`}`;
    return kind ? `${numbered(part.length, kind)}, ${first}` : first;
  });
  return `${numbered(count, group)}${parts[0]![0]!.of!.kind ? ':' : ','} ${told.join('; ')}`;
}
