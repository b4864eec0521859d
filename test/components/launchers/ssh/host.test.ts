import test from 'ava';
import { nameOf, pathOn } from '../../../../src/components/launchers/ssh/host.ts';

const host = { host: 'gpu1', jobs: 1, setup: [] };

test('a host is called by its name, with its port where that is given', (t) => {
  t.is(nameOf({ host: 'me@gpu1' }), 'me@gpu1');
  t.is(nameOf({ host: 'me@gpu1', port: 2222 }), 'me@gpu1:2222');
});

test('what lies in the project here lies in the project there; other paths are the same', (t) => {
  const there = pathOn({ ...host, project: '/mnt/lab/' }, '/home/me/lab');
  t.is(there('/home/me/lab'), '/mnt/lab');
  t.is(there('/home/me/lab/runs/x'), '/mnt/lab/runs/x');
  t.is(there('/home/me/laboratory/x'), '/home/me/laboratory/x');
  t.is(there('task'), 'task');
  t.is(pathOn(host, '/home/me/lab')('/home/me/lab/runs'), '/home/me/lab/runs');
});
