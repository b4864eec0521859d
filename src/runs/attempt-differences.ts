import type { Attempt } from './attempt.ts';

/** What two attempts ran on, where it differs, one line each: other numbers may come from it. */
export function attemptDifferences(before: Attempt, now: Attempt): string[] {
  const names = [...new Set([...Object.keys(before.versions), ...Object.keys(now.versions)])];
  const pairs: Pair[] = [
    ...names.map((name): Pair => [name, before.versions[name], now.versions[name]]),
    ["Tessera's commit", commitOf(before.tessera), commitOf(now.tessera)],
    ["the project's commit", commitOf(before.git), commitOf(now.git)],
    ['the lock file', before.lockFile?.sha256.slice(0, 8), now.lockFile?.sha256.slice(0, 8)],
    ['the platform', before.machine.platform, now.machine.platform],
    ['the processor', before.machine.cpu, now.machine.cpu],
    ['the backend', before.backend, now.backend],
    ['the device', before.engine?.device, now.engine?.device],
    ["the device's driver", before.engine?.driver, now.engine?.driver],
    ['the number of threads', before.engine?.threads, now.engine?.threads],
  ];
  // What earlier versions did not record can't be compared.
  return pairs
    .filter(([, old, current]) => old !== undefined && old !== current)
    .map(([what, old, current]) => `${what} is ${current ?? 'unknown'}, it was ${old}`);
}

type Pair = readonly [what: string, before: string | number | undefined, now: string | number | undefined];

function commitOf(
  state: { commit: string; dirty: boolean; diffHash?: string | undefined } | undefined,
): string | undefined {
  if (!state) return undefined;
  const commit = state.commit.slice(0, 8);
  if (!state.dirty) return commit;
  return [commit, '+ changes', ...(state.diffHash === undefined ? [] : [state.diffHash])].join(' ');
}
