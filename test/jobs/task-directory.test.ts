import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { manifestFile, readManifest } from '../../src/jobs/manifest.ts';
import { taskDirectory } from '../../src/jobs/task-directory.ts';
import { readLedger } from '../../src/sweep/ledger.ts';
import { jobsStage } from './jobs-fixture.ts';

async function submitted() {
  const { submit } = await jobsStage();
  const { path } = await submit([{ lr: 1 }, { lr: 2 }, { lr: 3 }]);
  return { path, tasks: (await readManifest(manifestFile(path))).points };
}

test('a task knows its own points, and hears of no others', async (t) => {
  const { path, tasks } = await submitted();
  const [first, rest] = [await taskDirectory(path, tasks.slice(0, 1)), await taskDirectory(path, tasks.slice(1))];
  t.deepEqual(
    first.points().map(({ id }) => id),
    ['id1'],
  );
  await rest.update({ ...rest.points()[1]!, state: 'running', attempts: 1 });
  t.deepEqual(await first.follow(), []);
  const [other] = [await taskDirectory(path, tasks.slice(2))];
  t.like(other.points()[0], { id: 'id3', number: 3, state: 'running', attempts: 1 });
});

test('it tells by appending: the ledger itself is not written anew, and whoever reads it sees both', async (t) => {
  const { path, tasks } = await submitted();
  const ledger = () => readFile(join(path, 'sweep.json'), 'utf8');
  const before = await ledger();
  const directory = await taskDirectory(path, tasks.slice(1, 2));
  await directory.update({ ...directory.points()[0]!, state: 'failed', error: 'no', attempts: 1 });
  await directory.close();
  t.is(await ledger(), before);
  t.deepEqual(
    (await readLedger(path))?.points.map(({ id, state }) => `${id} ${state}`),
    ['id1 waiting', 'id2 failed', 'id3 waiting'],
  );
});

test('a task of a search hears of all points, since proposals follow from them', async (t) => {
  const { path, tasks } = await submitted();
  const [all, one] = [await taskDirectory(path, 'all'), await taskDirectory(path, tasks.slice(0, 1))];
  t.is(all.points().length, 3);
  await one.update({ ...one.points()[0]!, state: 'running' });
  t.deepEqual(
    (await all.follow()).map(({ id, state }) => `${id} ${state}`),
    ['id1 running'],
  );
  t.is(all.points()[0]!.state, 'running');
});

test('a point that the ledger lacks has the number that the manifest gives it', async (t) => {
  const { path } = await submitted();
  const directory = await taskDirectory(path, [{ number: 9, id: 'new', overrides: { 'optimizer.lr': 4 } }]);
  t.like(directory.points()[0], { id: 'new', number: 9, name: 'optimizer.lr=4-new', state: 'waiting', attempts: 0 });
  t.is(directory.runPath(directory.points()[0]!), join(path, 'optimizer.lr=4-new'));
  t.is(directory.prunerFile, undefined);
});
