import type { ListedRun } from '../../../src/runs/list.ts';

/** A run in a list, with a configuration. */
export function listedRun(path: string, given: Partial<ListedRun> = {}, config: unknown = {}): ListedRun {
  return {
    path,
    id: path,
    name: path,
    status: 'completed',
    step: 10,
    totalSteps: 10,
    startedAt: '2026-11-01T10:00:00.000Z',
    seconds: 60,
    config: () => Promise.resolve(config),
    ...given,
  };
}

export const bestIou = (value: number) => ({
  validation: { metric: 'iou/macro/image', direction: 'max' as const, value, step: 4 },
});
