import { shellQuote } from '../../../core/shell-quote.ts';
import type { TaskArray } from '../../../jobs/launcher.ts';
import { pathOn, type Host } from './host.ts';

/** Before what a script says to us; setup lines and login shells print what they like. */
const mark = 'tessera-ssh:';

export interface Start extends Pick<TaskArray, 'command' | 'workingDirectory' | 'environment' | 'folder'> {
  /** A file in `folder` by which it is known there: its path is given as on this machine. */
  readonly sign: string;
  readonly logFile: string;
}

/**
 * Starts the process on a host, in a session of its own, so that it outlives the connection, and says its number and
 * its start. A login shell has `module` and the like. Whatever would keep the process from starting is found out
 * before.
 */
export function startScript(host: Host, { command, workingDirectory, environment, sign, logFile }: Start): string {
  const there = pathOn(host, workingDirectory);
  const [program, ...args] = command.map(there) as [string, ...string[]];
  const project = there(workingDirectory);
  return lines(
    `cd ${shellQuote(project)} 2>/dev/null || { echo ${shellQuote(`${mark} no-project ${project}`)}; exit 3; }`,
    `[ -e ${shellQuote(there(sign))} ] || { echo ${shellQuote(`${mark} not-shared ${there(sign)}`)}; exit 3; }`,
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    ...host.setup.map((line) => `{ ${line}\n} || { echo ${shellQuote(`${mark} setup ${line}`)}; exit 3; }`),
    `node=${shellQuote(host.node ?? program)}`,
    ...(host.node === undefined ? ['command -v "$node" >/dev/null 2>&1 || node=node'] : []),
    `command -v "$node" >/dev/null 2>&1 || { echo "${mark} no-node $node"; exit 3; }`,
    'session=',
    'command -v setsid >/dev/null 2>&1 && session=setsid',
    `$session "$node" ${args.map(shellQuote).join(' ')} </dev/null >>${shellQuote(there(logFile))} 2>&1 &`,
    `echo "${mark} started $! $(${startOf('$!')})"`,
  );
}

/** Says which of the processes live: those with their number and their start. */
export function lookScript(processes: readonly FarProcess[]): string {
  return lines(...processes.map(({ pid, began }) => `${isThere(pid, began)} && echo "${mark} lives ${pid}"`), 'true');
}

/** Asks the processes to save and end; those of their points end with them. */
export function stopScript(processes: readonly FarProcess[]): string {
  return lines(...processes.map(({ pid, began }) => `${isThere(pid, began)} && kill -TERM ${pid}`), 'true');
}

export interface FarProcess {
  readonly pid: number;
  /** When it began, as its system says it: a number alone is used again. */
  readonly began: string;
}

/** What a script said, of what it printed: each line a word and the rest. */
export function saidIn(stdout: string): readonly (readonly [what: string, rest: string])[] {
  return stdout.split('\n').flatMap((line) => {
    const [, what, rest = ''] = new RegExp(`${mark} (\\S+) ?([^]*)$`).exec(line) ?? [];
    return what === undefined ? [] : [[what, rest.trim()] as const];
  });
}

/**
 * Linux says it in clock ticks (proc(5), field 22), other systems to the second. Without blanks, as one word. A process
 * that has ended, and that nobody has asked about yet, has none.
 */
function startOf(pid: string): string {
  return (
    `{ sed 's/.*) //' /proc/${pid}/stat 2>/dev/null | grep -v '^Z' | cut -d' ' -f20 | grep . || { [ ! -d ` +
    `/proc/self ] && LC_ALL=C TZ=UTC ps -o lstart= -p ${pid} | tr -s ' ' _; }; }`
  );
}

/** One that had ended before its start could be read has none. */
function isThere(pid: number, began: string): string {
  if (began === '') return 'false';
  return `[ "$(${startOf(String(pid))})" = ${shellQuote(began)} ]`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
