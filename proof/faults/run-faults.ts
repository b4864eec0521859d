import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src/core/random.ts';
import { faults } from './faults.ts';
import { createSubject, losses, type Kind, type Outcome } from './subject.ts';

export interface FaultCount {
  readonly name: string;
  readonly to: Kind;
  readonly strikes: number;
  /** How often the subject had to be started again, in all. */
  readonly restarts: number;
  readonly lost: number;
  readonly leftOut?: string;
}

export interface FaultOptions {
  readonly seed: number;
  readonly rounds: number;
  /** Only the faults whose names have this text. */
  readonly only?: string;
  readonly log: (line: string) => void;
}

/**
 * Does each fault `rounds` times, at random moments of a run's life, and finishes what it hit. A run is lost if its
 * last weights or its figures differ in one bit from those of a run that nothing happened to.
 */
export async function runFaults(root: string, { seed, rounds, only = '', log }: FaultOptions): Promise<FaultCount[]> {
  const undisturbed = new Map<Kind, { readonly outcome: Outcome; readonly milliseconds: number }>();
  const wanted = faults.filter(({ name }) => name.includes(only));
  for (const kind of new Set(wanted.map(({ to }) => to))) {
    const subject = await createSubject(root, kind);
    const began = performance.now();
    await subject.finish();
    undisturbed.set(kind, { outcome: await subject.outcome(), milliseconds: performance.now() - began });
    await subject.remove();
  }

  const counts: FaultCount[] = [];
  for (const { name, to, leftOut, strike } of wanted) {
    const why = leftOut?.();
    let [restarts, lost] = [0, 0];
    const { outcome, milliseconds } = undisturbed.get(to)!;
    for (let round = 0; round < (why === undefined ? rounds : 0); round++) {
      const subject = await createSubject(root, to);
      const moment = createRandom(seed, name, to, round).between(0.1 * milliseconds, 0.6 * milliseconds);
      await strike(subject, () => sleep(moment));
      restarts += await subject.finish();
      const missing = losses(outcome, await subject.outcome());
      if (missing.length > 0)
        log(`${name}, ${to}, after ${Math.round(moment)} ms: ${missing.join(', ')} in ${subject.folder}`);
      else await subject.remove();
      lost += missing.length;
    }
    const count = {
      name,
      to,
      strikes: why === undefined ? rounds : 0,
      restarts,
      lost,
      ...(why !== undefined && { leftOut: why }),
    };
    counts.push(count);
    log(lineOf(count));
  }
  return counts;
}

/** The counts as a table in Markdown. */
export function faultTable(counts: readonly FaultCount[]): string {
  return [
    '| Fault | To a | Times | Started again | Lost |',
    '| --- | --- | --- | --- | --- |',
    ...counts.map(lineOf),
  ].join('\n');
}

function lineOf({ name, to, strikes, restarts, lost, leftOut }: FaultCount): string {
  const cells = leftOut === undefined ? [strikes, restarts, lost] : [`left out: ${leftOut}`, '', ''];
  return `| ${[name, to, ...cells].join(' | ')} |`;
}
