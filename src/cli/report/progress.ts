import type { CliContext } from '../context.ts';
import type { LiveLines } from '../terminal/live-lines.ts';
import { barLines } from './bar-lines.ts';

/** A progress bar, and lines above it that stay. */
export interface Progress {
  update(label: string, done: number, total: number, detail: string): void;
  log(line: string): void;
  close(): void;
}

const secondsBetweenPlainLines = 5;

/** A bar on a terminal; elsewhere a line every few seconds, and one at the end of each label. */
export function createProgress({ live, err }: Pick<CliContext, 'live' | 'err'>): Progress {
  return live ? liveProgress(live, err) : plainProgress(err);
}

function liveProgress(live: LiveLines, err: (line: string) => void): Progress {
  return {
    update: (label, done, total, detail) => live.show((columns) => barLines([{ label, done, total, detail }], columns)),
    log: err,
    close: () => live.clear(),
  };
}

function plainProgress(err: (line: string) => void): Progress {
  let [lastLabel, lastTime] = ['', -Infinity];
  return {
    update(label, done, total, detail) {
      const due = performance.now() - lastTime > secondsBetweenPlainLines * 1000;
      if (!due && !(done === total && label !== lastLabel)) return;
      [lastLabel, lastTime] = [label, performance.now()];
      err([`${label} ${done}/${total}`, detail].filter(Boolean).join('  '));
    },
    log: err,
    close: () => {},
  };
}
