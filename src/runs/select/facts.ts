import type { ListedRun } from '../list.ts';

/** What is known of every run, by the name that conditions, orders and columns give it. */
export const facts: Readonly<
  Record<string, (run: ListedRun) => string | number | boolean | readonly string[] | undefined>
> = {
  run: ({ path }) => path,
  name: ({ name }) => name,
  id: ({ id }) => id,
  status: ({ status }) => status,
  step: ({ step }) => step,
  steps: ({ totalSteps }) => totalSteps,
  seconds: ({ seconds }) => seconds,
  started: ({ startedAt }) => startedAt,
  ended: ({ endedAt }) => endedAt,
  sweep: ({ sweep }) => sweep,
  tags: ({ tags }) => tags ?? [],
  note: ({ note }) => note,
  archived: ({ archived }) => archived ?? false,
  evaluations: ({ evaluations }) => evaluations ?? [],
  error: ({ error }) => error,
};

const statuses: Readonly<Record<ListedRun['status'], true>> = {
  running: true,
  completed: true,
  pruned: true,
  failed: true,
  interrupted: true,
  unknown: true,
  unreadable: true,
};

/** Facts that have few values, so that a mistyped one is a mistake and not a condition that nothing meets. */
export const closedSets: Readonly<Record<string, readonly string[]>> = {
  status: Object.keys(statuses),
  archived: ['true', 'false'],
};

/** Facts that are compared as dates: `started>2026-11-01`. */
export const dates: ReadonlySet<string> = new Set(['started', 'ended']);
