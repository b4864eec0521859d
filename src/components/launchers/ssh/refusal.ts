import type { Problem } from '../../../core/errors/index.ts';
import type { Answer } from './connection.ts';
import { nameOf, type Host } from './host.ts';
import { saidIn } from './scripts.ts';

/** Why a host runs nothing. */
export interface Refusal {
  readonly problem: Problem;
  /** Whether it may just be off, or cut off, so that the others can go on without it. */
  readonly isAway: boolean;
}

/** What `ssh` says where a machine or the way to it is down. */
const away =
  /timed out|connection refused|no route to host|network is unreachable|connection (?:closed|reset)|host is down|broken pipe/i;

/** Why an answer is no start, at the host's place in the configuration. */
export function refusalOf(host: Host, place: number, { stdout, stderr }: Answer): Refusal {
  const path = `launcher.hosts.${place}`;
  const [what = '', rest = ''] = saidIn(stdout)[0] ?? [];
  const own = ofScript(what, rest, host);
  if (own) return { problem: { code: 'launch-refused', path, ...own }, isAway: false };
  const said = wordsOf(stderr);
  return {
    problem: {
      code: 'launch-refused',
      path,
      message: `expected ${nameOf(host)} to answer, \`ssh\` said: ${said}`,
      hints: hintsFor(said, host),
    },
    isAway: away.test(said),
  };
}

function ofScript(what: string, rest: string, host: Host): Pick<Problem, 'message' | 'hints'> | undefined {
  const name = nameOf(host);
  switch (what) {
    case 'no-project':
      return {
        message: `expected the project in ${rest} on ${name}, found no such folder`,
        hints: ['say where it lies there: {host: ..., project: /path/there}'],
      };
    case 'not-shared':
      return {
        message: `expected ${name} to see the sweep's folder, found no ${rest} there`,
        hints: [
          'machines share points by files: the runs must be on a disk that all of them have, such as NFS',
          'if it has another path there, put the runs into the project, and say `project:`',
        ],
      };
    case 'setup':
      return {
        message: `expected the setup of ${name} to succeed, this line failed: ${rest}`,
        hints: [`try it: ssh ${host.host}`],
      };
    case 'no-node':
      return {
        message: `expected Node.js on ${name}, found no ${rest}`,
        hints: ['say where it is: {host: ..., node: /path/to/node}, or add it to PATH in `setup:`'],
      };
    default:
      return undefined;
  }
}

function hintsFor(said: string, { host }: Host): string[] {
  if (/host key verification failed/i.test(said))
    return [`accept its key once, after comparing it: ssh ${host}`, 'unknown keys are never accepted by themselves'];
  if (/permission denied/i.test(said)) return [`it needs a key without a password, or an agent: ssh-copy-id ${host}`];
  if (/could not resolve/i.test(said)) return ['look at the name; `ssh` takes names from ~/.ssh/config too'];
  return [`try it: ssh ${host}`];
}

/** The last line says what counts; warnings come before it. */
function wordsOf(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('Warning:')).at(-1) ?? 'nothing';
}
