import test from 'ava';
import { listCommand } from '../../src/runs/list-command.ts';

test('the folder is named unless it is the usual one', (t) => {
  t.is(listCommand('runs'), 'tessera list');
  t.is(listCommand('/data/runs'), 'tessera list --runs /data/runs');
});
