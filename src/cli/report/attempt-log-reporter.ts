import { format } from 'node:util';
import { attemptLog, type AttemptLog } from '../../runs/attempt-log.ts';
import type { RunObserver } from '../../train/observer.ts';
import type { CliContext } from '../context.ts';
import { createRunReporter } from './run-reporter.ts';

/** What programs and plugins print by. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;

type Reporter = RunObserver & { close(): void };

/**
 * Also writes what a run tells to the log of its attempt, as plain lines, with what plugins print by `console`. Lines
 * from before the run's folder is there wait for it; if it is never made, there is no log.
 */
export function alsoInAttemptLog(reporter: Reporter, context: CliContext): Reporter {
  let log: AttemptLog | undefined;
  const waiting: string[] = [];
  const write = (line: string) => (log ? log.line(line) : void waiting.push(line));
  const { live: _, ...plain } = context;
  const written = createRunReporter({ ...plain, err: write, columns: () => undefined, errColumns: () => undefined });
  const stopListening = listenToConsole(write);
  const both = Object.fromEntries(
    Object.entries(written).map(([name, tell]) => [
      name,
      (...args: unknown[]) => {
        call(reporter[name as keyof Reporter], args);
        call(tell, args);
      },
    ]),
    // Each of the reporter's methods with its own arguments, which the table of names can't express.
  ) as unknown as Reporter;
  return {
    ...both,
    started(start) {
      log = attemptLog(start.directory, start.record.attempts.at(-1)!.number);
      waiting.splice(0).forEach(write);
      both.started(start);
    },
    close() {
      stopListening();
      both.close();
    },
  };
}

function call(method: unknown, args: readonly unknown[]): void {
  if (typeof method === 'function') (method as (...given: readonly unknown[]) => void)(...args);
}

/** Passes on what is printed by `console` too, until the returned function is called. */
function listenToConsole(write: (line: string) => void): () => void {
  const before = methods.map((name) => console[name]);
  methods.forEach((name, index) => {
    console[name] = (...args: unknown[]) => {
      before[index]!.apply(console, args);
      write(format(...args));
    };
  });
  return () => methods.forEach((name, index) => (console[name] = before[index]!));
}
