import type { RunContent } from '../../src/report/read/read-run.ts';

/** A run that nothing is known of but what is given. */
export function contentOf(given: Partial<RunContent> = {}): RunContent {
  return { path: '/runs/a', name: 'a', state: 'completed', config: new Map(), curves: new Map(), clock: [], ...given };
}
