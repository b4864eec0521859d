import { TesseraError } from '../core/errors/index.ts';
import { shares, type BuildLauncher } from './queue.ts';
import { readSubmissions } from './submissions.ts';

/**
 * Changes how many tasks of a sweep run at a time, of those that were submitted.
 * @returns the submissions of which any still wait or run
 * @throws TesseraError `bad-argument` if the launcher can't
 */
export async function throttleSweep(sweep: string, build: BuildLauncher, atOnce: number): Promise<string[]> {
  const changed: string[] = [];
  for (const { launcher, submissions } of await shares((await readSubmissions(sweep)).submissions, build)) {
    const status = await launcher.status(submissions);
    const live = submissions.filter(({ indexes }) => indexes.some((index) => status.has(index)));
    if (live.length === 0) continue;
    if (!launcher.throttle) throw cannot(live[0]!.launch.type);
    await launcher.throttle(live, atOnce);
    changed.push(...live.map(({ id }) => id));
  }
  return changed;
}

function cannot(type: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected a launcher whose number of points at a time can be changed while they run, got \`${type}\``,
    hints: ['cancel the sweep, change `launch.max_parallel`, and submit it again: running points go on where they are'],
  });
}
