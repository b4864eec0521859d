import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectiveSection } from '../../schemas/index.ts';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import type { Interrupt } from '../launch/launcher.ts';
import { foldLedger } from '../sweep/fold-ledger.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import type { SweepObserver } from '../sweep/observer.ts';
import { progressOf } from '../sweep/progress.ts';
import { sweepPaths } from '../sweep/sweep-paths.ts';
import { createBackoff } from './backoff.ts';
import { noteCancelled } from './cancel.ts';
import type { TaskStatus } from './launcher.ts';
import { isMissing, lostWatch, resubmitLost, type ResubmitOptions } from './lost.ts';
import { logsOf, shares, statusOf, type Share } from './queue.ts';
import { readSubmissions } from './submissions.ts';
import { viewSweep } from './view.ts';

export interface AttachObserver extends SweepObserver {
  /** Why points wait, in words, and how many for each reason. Told when it changes. */
  waitingFor(reasons: ReadonlyMap<string, number>): void;
  /** The queue doesn't answer (why), or does again. */
  unanswered(why: string | undefined): void;
  /** Points vanished without a word, and are handed over once more; or were so before, and are left as they are. */
  lost(points: readonly LedgerPoint[], how: 'again' | 'left', logsOf: (point: LedgerPoint) => readonly string[]): void;
}

export interface AttachOptions extends ResubmitOptions {
  readonly observer: AttachObserver;
  readonly onInterrupt: (listener: (how: Interrupt) => void) => () => void;
  /** Milliseconds between two questions to the queue: at first, and at most. It grows while nothing changes. */
  readonly askEvery?: readonly [first: number, most: number];
  /** Milliseconds after which a task counts as lost that the queue doesn't know and whose files tell of no end. */
  readonly lostAfter?: number;
  /** Milliseconds between two looks at the sweep's files. */
  readonly lookEvery?: number;
}

export interface AttachEnd {
  readonly points: readonly LedgerPoint[];
  readonly objective: ObjectiveSection | undefined;
  /** Whoever watched had enough. The jobs go on. */
  readonly interrupted: boolean;
}

/**
 * Watches a sweep that was submitted, from any shell, until nothing of it waits or runs. It shows what files and queue
 * say, and nothing depends on it, but that lost points are handed over again.
 * @throws TesseraError `bad-argument` if nothing was submitted there
 */
export async function attachSweep(sweep: string, options: AttachOptions): Promise<AttachEnd> {
  const { observer, build, askEvery = [5_000, 60_000], lostAfter = 60_000, lookEvery = 1_000 } = options;
  const view = await viewSweep(sweep);
  if (!view || (await readSubmissions(sweep)).submissions.length === 0) throw nothingSubmitted(sweep);
  const stop = new AbortController();
  const stopListening = options.onInterrupt(() => stop.abort());
  const teller = createTeller(sweep, observer);
  const [backoff, lostOf] = [createBackoff(...askEvery), lostWatch(lostAfter)];
  const left = new Set<string>();
  let status: ReadonlyMap<number, TaskStatus> = new Map();
  try {
    for (;;) {
      const record = await readSubmissions(sweep);
      const all = await shares(record.submissions, build);
      let isAnswered = false;
      if (backoff.isDue()) {
        const answer = await answerOf(all, observer);
        backoff.asked(answer !== undefined && statesOf(answer) !== statesOf(status));
        isAnswered = answer !== undefined;
        status = answer ?? status;
        await noteCancelled(sweep, status);
      }
      await view.look(status);
      const own = ownPoints(view.points(), record.submissions);
      const count = new Set(
        record.submissions.flatMap(({ indexes }) => indexes).concat(view.points().map(({ number }) => number!)),
      ).size;
      await teller.tell(view.points(), own, status, count);
      if (stop.signal.aborted) return { points: view.points(), objective: view.objective, interrupted: true };

      const missing = own.filter((point) => isMissing(point, status, record) && !left.has(point.id));
      const lost = isAnswered ? lostOf(missing) : [];
      if (lost.length > 0) {
        const again = await resubmitLost(sweep, lost, options);
        const given = lost.filter((point) => !again.includes(point) && record.resubmitted.includes(point.number!));
        for (const { id } of given) left.add(id);
        if (again.length > 0) observer.lost(again, 'again', ({ number }) => logsOf(all, number!));
        if (given.length > 0) observer.lost(given, 'left', ({ number }) => logsOf(all, number!));
        backoff.asked(true);
        continue;
      }
      const isToCome = [...status].some(
        ([index, { state }]) => state !== 'cancelled' && !own.some(({ number }) => number === index),
      );
      if (!isToCome && !own.some((point) => isUnderway(point, status)) && missing.length === 0) {
        await foldLedger(sweep, view.points());
        return { points: view.points(), objective: view.objective, interrupted: false };
      }
      await sleep(lookEvery, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  } finally {
    observer.closed();
    stopListening();
  }
}

/** A point that has failed may be tried again by its own task, as long as the queue knows that. */
function isUnderway({ number, state }: LedgerPoint, status: ReadonlyMap<number, TaskStatus>): boolean {
  if (state === 'completed') return false;
  return state === 'running' || ['waiting', 'running'].includes(status.get(number!)?.state ?? '');
}

function ownPoints(
  points: readonly LedgerPoint[],
  submissions: readonly { readonly indexes: readonly number[] }[],
): LedgerPoint[] {
  const submitted = new Set(submissions.flatMap(({ indexes }) => indexes));
  return points.filter(({ number }) => number !== undefined && submitted.has(number));
}

/** Undefined if the queue doesn't answer: then the answer before counts on. */
async function answerOf(
  all: readonly Share[],
  observer: AttachObserver,
): Promise<ReadonlyMap<number, TaskStatus> | undefined> {
  try {
    const answer = await statusOf(all);
    observer.unanswered(undefined);
    return answer;
  } catch (error) {
    observer.unanswered(messageOf(error));
    return undefined;
  }
}

function statesOf(status: ReadonlyMap<number, TaskStatus>): string {
  return [...status].map(([index, { state }]) => `${index} ${state}`).join();
}

/** Tells an observer what has changed since the last look. */
function createTeller(sweep: string, observer: AttachObserver) {
  let seen: ReadonlyMap<string, LedgerPoint> | undefined;
  let reasonsTold = '';
  return {
    async tell(
      points: readonly LedgerPoint[],
      own: readonly LedgerPoint[],
      status: ReadonlyMap<number, TaskStatus>,
      count: number,
    ): Promise<void> {
      if (!seen) {
        const selected = own.filter(({ state }) => state !== 'completed');
        observer.opened({ path: sweep, points, count, selected, gone: [] });
      }
      for (const point of own) {
        const before = seen?.get(point.id)?.state;
        if (point.state === before) continue;
        if (point.state === 'running') observer.started(point);
        else if (seen && point.state !== 'waiting') observer.ended(point);
        else if (!seen && point.state === 'failed') observer.ended(point);
      }
      seen = new Map(points.map((point) => [point.id, point]));

      const waiting = own.filter(
        ({ number, state }) => state !== 'completed' && status.get(number!)?.state === 'waiting',
      );
      const reasons = new Map<string, number>();
      for (const { number } of waiting) {
        const reason = status.get(number!)?.reason ?? 'the queue';
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
      if (String([...reasons]) !== reasonsTold) observer.waitingFor(reasons);
      reasonsTold = String([...reasons]);

      const running = own.filter(({ state }) => state === 'running');
      const ids = new Set(running.map(({ id }) => id));
      const directory = { ...sweepPaths(sweep), points: () => points };
      observer.progressed(await progressOf(directory, ids, waiting.length, Math.max(1, running.length)));
    },
  };
}

function nothingSubmitted(sweep: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected a sweep whose points were submitted, nothing was in ${sweep}`,
    hints: ['`tessera sweep <file>` submits them, if the file has a `launch` section'],
  });
}
