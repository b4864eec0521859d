import cliProgress from 'cli-progress';
import type { CliContext } from '../context.ts';

/** A progress bar, and lines above it that stay. */
export interface Progress {
  update(label: string, done: number, total: number, detail: string): void;
  log(line: string): void;
  close(): void;
}

const secondsBetweenPlainLines = 5;

export function createProgress(context: CliContext): Progress {
  return context.isTerminal ? terminalProgress() : plainProgress(context);
}

function terminalProgress(): Progress {
  const bars = new cliProgress.MultiBar(
    {
      format: '{label} {bar} {value}/{total}  {detail}',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let bar: cliProgress.SingleBar | undefined;
  return {
    update(label, done, total, detail) {
      bar ??= bars.create(total, done, { label, detail });
      bar.setTotal(total);
      bar.update(done, { label, detail });
    },
    log: (line) => (bar ? bars.log(`${line}\n`) : process.stderr.write(`${line}\n`)),
    close() {
      // Prints lines that were logged but are not yet shown.
      if (bars.isActive) bars.update();
      bars.stop();
    },
  };
}

function plainProgress(context: CliContext): Progress {
  let [lastLabel, lastTime] = ['', -Infinity];
  return {
    update(label, done, total, detail) {
      const due = performance.now() - lastTime > secondsBetweenPlainLines * 1000;
      if (!due && !(done === total && label !== lastLabel)) return;
      [lastLabel, lastTime] = [label, performance.now()];
      context.err([`${label} ${done}/${total}`, detail].filter(Boolean).join('  '));
    },
    log: (line) => context.err(line),
    close: () => {},
  };
}
