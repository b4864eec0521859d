import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import test from 'ava';
import type { SweepPoint } from '../../src/config/index.ts';
import { axesOf, findSweep, sweepsNamed } from '../../src/sweep/find-sweep.ts';
import { writeLedger } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeSweep } from './sweep-fixture.ts';

const over = (...keys: string[]) => ({
  ...fakeSweep([]),
  points: [{ overrides: Object.fromEntries(keys.map((key) => [key, 1])) }] as unknown as SweepPoint[],
});

async function runsWith(sweeps: Readonly<Record<string, { readonly base?: string; readonly axes?: string[] }>>) {
  const runs = await newFolder();
  for (const [name, ledger] of Object.entries(sweeps)) {
    await mkdir(join(runs, name));
    await writeLedger(join(runs, name), { name: 'fake', file: 'x', startedAt: '2026-01-01', points: [], ...ledger });
  }
  return async (...keys: string[]) => basename(await findSweep(runs, over(...keys)));
}

// The name that sweeps have had from the beginning: a hash of `sweep base0000`.
const first = 'fake-ad79606a';

test('the first sweep of an experiment has the name that sweeps always had', async (t) => {
  const nameOf = await runsWith({});
  t.is(await nameOf('loss.type'), first);
});

test('keys that were added or taken away make no other sweep, and other keys do', async (t) => {
  const nameOf = await runsWith({ [first]: { base: 'base0000', axes: ['loss.type', 'optimizer.lr'] } });
  t.is(await nameOf('optimizer.lr', 'loss.type'), first);
  t.is(await nameOf('loss.type'), first);
  t.is(await nameOf('loss.type', 'optimizer.lr', 'train.epochs'), first);
  const other = await nameOf('train.epochs');
  t.not(other, first);
  t.is(other, await nameOf('train.epochs'));
  t.not(other, await nameOf('model'));
  t.not(await nameOf('loss.type', 'train.epochs'), first, 'one key is the same, and one another');
});

test('the sweep with the same keys is taken before one with more', async (t) => {
  const nameOf = await runsWith({
    [first]: { base: 'base0000', axes: ['a', 'b'] },
    'fake-00000001': { base: 'base0000', axes: ['b'] },
    'fake-00000002': { base: 'other', axes: ['c'] },
  });
  t.is(await nameOf('b'), 'fake-00000001');
  t.is(await nameOf('a'), first);
  t.not(await nameOf('c'), 'fake-00000002', 'it has another base');
});

test('an experiment without a sweep has a folder for its job, whatever sweeps there are', async (t) => {
  t.is(await findSweep('/runs', fakeSweep([])), '/runs/.jobs/fake-base0000');
});

test('the seed makes no other sweep', async (t) => {
  t.deepEqual(axesOf([{ overrides: { seed: 1, 'b.c': 2 } }, { overrides: { a: 1 } }]), ['a', 'b.c']);
  const nameOf = await runsWith({ [first]: { base: 'base0000', axes: [] } });
  t.is(await nameOf('seed'), first);
  t.not(await nameOf('a'), first);
});

test('only folders of this name with a ledger are sweeps', async (t) => {
  t.deepEqual(await sweepsNamed(join(await newFolder(), 'absent'), 'fake'), []);
});
