import type { CliContext } from '../../src/cli/context.ts';
import type { Interrupt } from '../../src/launch/launcher.ts';

/** A command's context without a terminal; what is printed is kept, and `interrupt` is a Ctrl-C. */
export function testContext(given: Partial<CliContext> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const listeners = new Set<(how: Interrupt) => void>();
  const savers = new Set<() => void>();
  const context: CliContext = {
    workingDirectory: process.cwd(),
    environment: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    data: (text) => out.push(text),
    readInput: () => Promise.resolve(''),
    columns: () => undefined,
    errColumns: () => undefined,
    hasColors: false,
    program: () => 'tessera',
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onSave(listener) {
      savers.add(listener);
      return () => savers.delete(listener);
    },
    interruptedBy: () => undefined,
    ...given,
  };
  return {
    context,
    out,
    err,
    listeners,
    savers,
    interrupt: (how: Interrupt = 'stop') => listeners.forEach((listener) => listener(how)),
  };
}
