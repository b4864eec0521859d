import type { ProcessStart, ProcessTable } from '../../src/core/lease/process-table.ts';

/** A machine with these processes, by their numbers; this process is one of them. */
export function fakeMachine(name: string, processes: Readonly<Record<number, ProcessStart>> = {}): ProcessTable {
  const all: Readonly<Record<number, ProcessStart>> = { [process.pid]: { began: `${name} 1` }, ...processes };
  return {
    host: name,
    machine: () => Promise.resolve(name),
    startOf: (pid) => Promise.resolve(all[pid] ?? 'gone'),
  };
}

/** Time that passes only while somebody sleeps. */
export function fakeTime(onSleep: (now: number) => void | Promise<void> = () => {}) {
  let now = 0;
  return {
    now: () => now,
    async sleep(milliseconds: number): Promise<void> {
      now += milliseconds;
      await onSleep(now);
    },
  };
}
