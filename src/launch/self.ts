import type { Command } from './launcher.ts';

/** The command that starts this program again with other arguments, built or under a TypeScript loader. */
export function selfCommand(args: readonly string[]): Command {
  const script = process.argv[1];
  if (script === undefined) throw new Error('expected a script to be running');
  // Two processes can't listen on one debugger port.
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--inspect'));
  return [process.execPath, ...flags, script, ...args];
}
