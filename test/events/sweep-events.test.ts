import test from 'ava';
import type { EventBody } from '../../src/events/event.ts';
import { alsoAsEvents } from '../../src/events/sweep-events.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import type { SweepObserver } from '../../src/sweep/observer.ts';

test('what happens to points is told as events, beside the observer', (t) => {
  const told: string[] = [];
  const events: EventBody[] = [];
  const observer: SweepObserver = {
    opened: () => told.push('opened'),
    started: ({ id }, threads) => told.push(`started ${id} ${threads}`),
    ended: ({ id }) => told.push(`ended ${id}`),
    progressed: () => told.push('progressed'),
    interrupted: (how) => told.push(how),
    closed: () => told.push('closed'),
  };
  const point = (id: string, state: LedgerPoint['state']): LedgerPoint => ({
    id,
    name: `p-${id}`,
    overrides: {},
    state,
    attempts: 1,
  });
  const both = alsoAsEvents(observer, (event) => events.push(event));
  const points = [point('a', 'completed'), point('b', 'waiting'), point('c', 'waiting')];
  both.opened({ path: 'runs/s', points, count: 3, selected: points.slice(1), gone: [] });
  both.started(points[1]!, 2);
  both.retrying!(points[1]!, 30);
  both.ended(points[2]!);
  both.interrupted('stop');
  both.closed();
  t.deepEqual(told, ['opened', 'started b 2', 'ended c', 'stop', 'closed']);
  t.deepEqual(events, [
    { event: 'start', of: 'sweep', path: 'runs/s', points: 3, completed: 1, selected: 2 },
    { event: 'point', what: 'started', point: points[1]! },
    { event: 'point', what: 'retrying', point: points[1]! },
    { event: 'point', what: 'ended', point: points[2]! },
  ]);
});
