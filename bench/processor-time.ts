import { readFileSync } from 'node:fs';

/**
 * Milliseconds of processor time of a process, of all its threads, in steps of 10: what the system has counted so far.
 * @param of a process's number, or `children` for those of this process that have ended
 */
export function processorTime(of: number | 'children'): number {
  const stat = readFileSync(`/proc/${of === 'children' ? 'self' : of}/stat`, 'utf8');
  // The second field is the program's name in brackets, which may have spaces.
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const fields = of === 'children' ? [15, 16] : [13, 14];
  return 10 * fields.reduce((sum, field) => sum + Number(rest[field - 2]), 0);
}
