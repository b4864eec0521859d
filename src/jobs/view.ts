import type { ObjectiveSection } from '../../schemas/index.ts';
import { mapLimited } from '../core/map-limited.ts';
import { changeReader, readLedger, type LedgerPoint } from '../sweep/ledger.ts';
import { refresh } from '../sweep/point-state.ts';
import type { TaskStatus } from './launcher.ts';

/** A sweep as its files show it, for who watches without running any of it. */
export interface SweepView {
  readonly objective: ObjectiveSection | undefined;
  /** In the ledger's order. */
  points(): readonly LedgerPoint[];
  /** Looks at all points that have not come to an end. @param status what the queue says */
  look(status: ReadonlyMap<number, TaskStatus>): Promise<void>;
}

const atOnce = 16;

/** @returns undefined if there is no sweep in the folder. @throws TesseraError `file-unreadable` */
export async function viewSweep(sweep: string): Promise<SweepView | undefined> {
  const changes = changeReader(sweep);
  await changes.read();
  const ledger = await readLedger(sweep);
  if (!ledger) return undefined;
  const { objective } = ledger;
  const points = new Map(ledger.points.map((point) => [point.id, point]));
  return {
    objective,
    points: () => [...points.values()],
    async look(status) {
      for (const point of await changes.read()) points.set(point.id, point);
      const open = [...points.values()].filter(({ state, record }) => state !== 'completed' || record === undefined);
      await mapLimited(open, atOnce, async (point) => {
        // What can't be read for a moment, on a disk that is shared, is read at the next look.
        const found = await refresh(sweep, point, objective).catch(() => point);
        points.set(point.id, shown(found, status.get(point.number ?? 0)));
      });
    },
  };
}

/** A run on another machine can't be seen from here, but its queue knows. */
function shown(point: LedgerPoint, status: TaskStatus | undefined): LedgerPoint {
  const isOpen = point.state === 'unknown' || point.state === 'lost';
  return isOpen && status?.state === 'running' ? { ...point, state: 'running' } : point;
}
