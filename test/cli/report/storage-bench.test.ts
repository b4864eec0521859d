import test from 'ava';
import { storageTable } from '../../../src/cli/report/storage-bench.ts';

test('a row for each storage, the fastest marked, and Python below with the ratio', (t) => {
  const table = storageTable({
    fastest: 'memory',
    rows: [
      { storage: 'memory', prepareSeconds: 1.25, bytes: 3 * 2 ** 20, warm: { sequential: 4000, shuffled: 3000.4 } },
      {
        storage: 'hdf5',
        prepareSeconds: 2,
        cold: { sequential: 10 },
        warm: { sequential: 300, shuffled: 100 },
        peer: { name: 'h5py', warm: { sequential: 150, shuffled: 200 } },
      },
    ],
  });
  t.deepEqual(
    table.split('\n').map((line) => line.trim().split(/ {2,}/)),
    [
      ['samples per second', 'prepared in', 'size', 'in order, cold', 'warm', 'shuffled, cold', 'warm'],
      ['memory', '1.3 s', '3.0 MiB', '-', '4,000', '-', '3,000', '<- fastest'],
      ['hdf5', '2.0 s', '-', '10', '300', '-', '100'],
      ['h5py', '-', '150', '-', '200', 'ours is 2.00x and 0.50x'],
    ],
  );
});
