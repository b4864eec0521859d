import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mutant, MutantResult } from './mutant.ts';

/** Results of earlier runs, one JSON line each, so that a run that was stopped goes on where it was. */
export interface ResultFile {
  /** The earlier result, if the mutated file and the tests are still as they were then. */
  find(mutant: Mutant, tests: readonly string[]): MutantResult | undefined;
  add(result: MutantResult, tests: readonly string[]): void;
}

export function openResultFile(root: string, path: string, options: { fresh: boolean }): ResultFile {
  if (options.fresh) rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const known = new Map(lines.flatMap((line) => parsed(line)));
  const keyOf = (mutant: Mutant, tests: readonly string[]): string => {
    const hash = createHash('sha256').update(JSON.stringify(mutant));
    for (const file of [mutant.file, ...tests]) hash.update(readFileSync(join(root, file)));
    return hash.digest('hex');
  };
  return {
    find: (mutant, tests) => known.get(keyOf(mutant, tests)),
    add: (result, tests) => {
      const key = keyOf(result.mutant, tests);
      known.set(key, result);
      appendFileSync(path, `${JSON.stringify({ key, result })}\n`);
    },
  };
}

/** A last line may be cut off, if the run was killed while it wrote. */
function parsed(line: string): Array<[string, MutantResult]> {
  try {
    const { key, result } = JSON.parse(line) as { key: string; result: MutantResult };
    return [[key, result]];
  } catch {
    return [];
  }
}
