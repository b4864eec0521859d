import { join } from 'node:path';
import test from 'ava';
import { exists } from '../../src/core/exists.ts';
import { foldLedger } from '../../src/sweep/fold-ledger.ts';
import { readLedger, writeLedger, type Ledger, type LedgerPoint } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';

const point = (id: string, state: LedgerPoint['state'] = 'waiting'): LedgerPoint => ({
  id,
  name: `pets-${id}`,
  overrides: {},
  state,
  attempts: 0,
});

test('states that are known better take their places, the others stay, and nobody holds the sweep afterwards', async (t) => {
  const sweep = await newFolder();
  const ledger: Ledger = {
    name: 'pets',
    file: 'pets.yaml',
    startedAt: 'then',
    points: [point('a'), point('b'), point('c')],
  };
  await writeLedger(sweep, ledger);
  await foldLedger(sweep, [point('b', 'completed'), point('x', 'failed')]);
  t.deepEqual(
    (await readLedger(sweep))!.points.map(({ id, state }) => [id, state]),
    [
      ['a', 'waiting'],
      ['b', 'completed'],
      ['c', 'waiting'],
    ],
  );
  t.false(await exists(join(sweep, 'sweep.lease')));
});

test('a folder without a ledger stays without one', async (t) => {
  const sweep = await newFolder();
  await foldLedger(sweep, [point('a')]);
  t.is(await readLedger(sweep), undefined);
});
