import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { readSwept, sweptOf } from '../../src/runs/swept.ts';
import { newFolder } from '../helpers/tessera.ts';

test('points are read from the ledger and from what changed since; what is not one is left out', async (t) => {
  const sweep = await newFolder();
  t.is((await readSwept(sweep)).size, 0);
  await writeFile(join(sweep, 'sweep.json'), '{"points": [{"name": "a", "overrides": {"lr": 1}}, {"name": "b"}, 3]}');
  const changes = ['{"name": "c", "overrides": {"lr": 3}}', '', '{"name": "d", "overri'];
  await writeFile(join(sweep, 'sweep.changes.jsonl'), changes.join('\n'));
  t.deepEqual(
    [...(await readSwept(sweep))],
    [
      ['a', { lr: 1 }],
      ['c', { lr: 3 }],
    ],
  );
  await writeFile(join(sweep, 'sweep.json'), '[');
  t.deepEqual([...(await readSwept(sweep)).keys()], ['c']);
});

test('of one run the last change counts, before the ledger', async (t) => {
  const sweep = await newFolder();
  t.is(await sweptOf(join(sweep, 'a')), undefined);
  await writeFile(join(sweep, 'sweep.json'), '{"points": [{"name": "a", "overrides": {"lr": 1}}]}');
  t.deepEqual(await sweptOf(join(sweep, 'a')), { lr: 1 });
  const changes = [
    '{"name": "a", "overrides": {"lr": 2}}',
    '{"name": "b", "overrides": {"like": "a"}}',
    '{"name": "a"',
  ];
  await writeFile(join(sweep, 'sweep.changes.jsonl'), changes.join('\n'));
  t.deepEqual(await sweptOf(join(sweep, 'a')), { lr: 2 });
  t.deepEqual(await sweptOf(join(sweep, 'b')), { like: 'a' });
  t.is(await sweptOf(join(sweep, 'c')), undefined);
});
