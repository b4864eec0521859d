import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedExperiment, SweepPoint } from '../../src/config/index.ts';
import { localLauncher } from '../../src/launch/local.ts';
import type { Command } from '../../src/launch/launcher.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { runSweep, type SweepOptions, type SweepResult } from '../../src/sweep/run-sweep.ts';
import { newFolder } from '../helpers/tessera.ts';

const fake = fileURLToPath(new URL('../helpers/fake-tessera.mjs', import.meta.url));
export const fakeTessera = (args: readonly string[]): Command => [process.execPath, fake, ...args];

export interface FakePoint {
  readonly lr: number;
  readonly value?: number;
  readonly seconds?: number;
  readonly fail?: 'early' | 'late';
  readonly threads?: number;
}

/** A sweep over `optimizer.lr` whose points do what they are told instead of training. */
export function fakeSweep(points: readonly FakePoint[], name = 'fake'): LoadedExperiment {
  const experiment = { name, engine: {} };
  return {
    file: 'experiments/fake.yaml',
    files: [],
    experiment,
    id: 'base0000',
    yaml: '',
    points: points.map(({ lr, threads, ...behaviour }) => ({
      id: `id${lr}`,
      overrides: { 'optimizer.lr': lr },
      experiment: { name, engine: { threads } },
      yaml: JSON.stringify(behaviour),
    })) as unknown as SweepPoint[],
    explain: () => [],
  } as unknown as LoadedExperiment;
}

export interface SweepStage {
  readonly runs: string;
  /** What the observer heard, such as `started id1`. */
  readonly events: string[];
  run(points: readonly FakePoint[], options?: Partial<SweepOptions>): Promise<SweepResult>;
  /** Lines of what was started, in order of the names. */
  starts(result: SweepResult): Promise<string[]>;
  /** How often the observer was told that a sweep is over. */
  closed(): number;
  /** Sends Ctrl-C. */
  interrupt(how?: 'stop' | 'kill'): void;
}

export async function sweepStage(): Promise<SweepStage> {
  const runs = await newFolder();
  const events: string[] = [];
  const listeners = new Set<(how: 'stop' | 'kill') => void>();
  let closed = 0;
  const note = (what: string) => (point: LedgerPoint) => void events.push(`${what} ${point.id}`);
  return {
    runs,
    events,
    run: (points, options = {}) =>
      runSweep(fakeSweep(points), {
        runsDirectory: runs,
        workingDirectory: runs,
        atOnce: 1,
        launcher: localLauncher(),
        tessera: fakeTessera,
        onInterrupt(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        onSave: () => () => {},
        observer: {
          waiting: (whom) => void events.push(`waiting for ${whom}`),
          opened: ({ gone }) => gone.forEach(note('gone')),
          started: note('started'),
          ended: note('ended'),
          progressed: () => {},
          interrupted: (how) => void events.push(how),
          closed: () => void closed++,
        },
        ...options,
      }),
    async starts({ path }) {
      const text = await readFile(join(path, 'starts.log'), 'utf8').catch(() => '');
      return text.trim().split('\n').filter(Boolean);
    },
    closed: () => closed,
    interrupt: (how = 'stop') => listeners.forEach((listener) => listener(how)),
  };
}

export const statesOf = ({ points }: SweepResult) => points.map(({ state }) => state);
