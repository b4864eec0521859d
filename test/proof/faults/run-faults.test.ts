import test from 'ava';
import { faultTable } from '../../../proof/faults/run-faults.ts';

test('the table has a row for each fault, with the reason of one that was left out', (t) => {
  const table = faultTable([
    { name: 'kill -9', to: 'run', strikes: 10, restarts: 9, lost: 1 },
    { name: 'no permission', to: 'run', strikes: 0, restarts: 0, lost: 0, leftOut: 'root may do everything' },
  ]);
  t.deepEqual(table.split('\n').slice(2), [
    '| kill -9 | run | 10 | 9 | 1 |',
    '| no permission | run | left out: root may do everything |  |  |',
  ]);
});
