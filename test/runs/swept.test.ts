import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { readSwept } from '../../src/runs/swept.ts';
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
