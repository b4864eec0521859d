import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { ExecutionContext } from 'ava';

/** Counts the files that `node:fs/promises` opens or reads, and those that it only looks at, until the test ends. */
export function countFileAccess(t: ExecutionContext): { opened: number; looked: number } {
  const count = { opened: 0, looked: 0 };
  const counting = { open: 'opened', readFile: 'opened', stat: 'looked', readdir: 'looked' } as const;
  for (const [name, kind] of Object.entries(counting) as [keyof typeof counting, 'opened' | 'looked'][]) {
    const original = fs.promises[name] as (...args: unknown[]) => unknown;
    const replaced = (...args: unknown[]) => (count[kind]++, original(...args));
    Object.assign(fs.promises, { [name]: replaced });
    t.teardown(() => {
      Object.assign(fs.promises, { [name]: original });
      syncBuiltinESMExports();
    });
  }
  syncBuiltinESMExports();
  return count;
}
