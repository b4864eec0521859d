import test from 'ava';
import { join } from 'node:path';
import { tryLease } from '../../src/core/lease/index.ts';
import { cancelIdle, checkCommit, type CheckOptions } from '../../src/launch/check-commit.ts';
import { findProject } from '../../src/launch/project.ts';
import { launchQueue } from '../../src/launch/queue.ts';
import { aLaunch, loadFake } from '../helpers/launches.ts';
import { newRepository } from '../helpers/repository.ts';

async function queued(files: Readonly<Record<string, string>>) {
  const repository = await newRepository();
  await repository.commit({ '.gitignore': 'runs/\n', ...files });
  const { path, git } = repository;
  const queue = launchQueue(join(path, 'runs'));
  const options: CheckOptions = {
    project: await findProject(path),
    loadIn: loadFake,
    runOf: ({ experiment: { name } }) =>
      Promise.resolve({
        path: `/runs/${name}`,
        state: name === 'known' ? 'failed' : name === 'begun' ? 'unfinished' : 'absent',
      }),
  };
  return { ...repository, queue, options, head: await git('rev-parse', 'HEAD') };
}

test('a commit becomes launches: what is new waits, what has a run is named, what is wrong is told', async (t) => {
  const { queue, options, head } = await queued({
    'experiments/a.yaml': 'name: a\nx: 1',
    'experiments/begun.yaml': 'name: begun\nx: 2',
    'experiments/known.yaml': 'name: known\nx: 3',
    'experiments/wrong.yaml': 'bad',
  });
  const commit = await queue.addCommit({ bases: [], head, branch: 'main' });
  await checkCommit(queue, commit, options);
  t.deepEqual(
    (await queue.launches()).map(({ id, file, state, run }) => [id, file, state, run]),
    [
      [`${commit.id}-1`, 'experiments/a.yaml', 'waiting', '/runs/a'],
      [`${commit.id}-2`, 'experiments/begun.yaml', 'waiting', '/runs/begun'],
      [`${commit.id}-3`, 'experiments/known.yaml', 'exists', '/runs/known'],
      [`${commit.id}-4`, 'experiments/wrong.yaml', 'invalid', undefined],
    ],
  );
  const [first, , , last] = await queue.launches();
  t.like(first, { commit: head, branch: 'main' });
  t.like(last, {
    problems: [
      { code: 'bad-value', where: { file: 'experiments/wrong.yaml', line: 1, column: 1 }, hints: ['mend it'] },
    ],
  });
  t.deepEqual(await queue.commits(), []);
});

test('a launch says which paths its run will not see, and nothing where it sees all', async (t) => {
  const { queue, options, head, write } = await queued({
    'experiments/a.yaml': 'name: a\ndata: data/x',
    'experiments/b.yaml': 'name: b\nx: 1',
  });
  await write('data/x', '');
  await checkCommit(queue, await queue.addCommit({ bases: [], head }), options);
  t.deepEqual(
    (await queue.launches()).map(({ unseen }) => unseen),
    [['data/x'], undefined],
  );
});

test('a check that was broken off is done again, and changes nothing of what it had written', async (t) => {
  const { queue, options, head } = await queued({ 'experiments/a.yaml': 'x: 1', 'experiments/b.yaml': 'x: 2' });
  const commit = await queue.addCommit({ bases: [], head });
  const done = aLaunch({ id: `${commit.id}-1`, state: 'completed' });
  await queue.write(done);
  await checkCommit(queue, commit, options);
  t.deepEqual(
    (await queue.launches()).map(({ state }) => state),
    ['completed', 'waiting'],
  );
  t.deepEqual(await queue.launch(done.id), done);
});

test('a commit that another process checks is left to it, and one that is gone is not checked', async (t) => {
  const { queue, options, head } = await queued({ 'experiments/a.yaml': 'x: 1' });
  const commit = await queue.addCommit({ bases: [], head });
  const lease = await tryLease(queue.leaseOf(commit.id));
  await checkCommit(queue, commit, options);
  t.deepEqual(await queue.launches(), []);
  if ('release' in lease) await lease.release();
  await queue.removeCommit(commit.id);
  await checkCommit(queue, commit, options);
  t.deepEqual(await queue.launches(), []);
});

test('an amended commit withdraws what waits of the old one, and nothing else', async (t) => {
  const { queue, options, head } = await queued({ 'experiments/a.yaml': 'x: 1' });
  const commit = await queue.addCommit({ bases: [head], head, amends: 'old' });
  await queue.write(aLaunch({ id: 'a0-1', commit: 'old' }));
  await queue.write(aLaunch({ id: 'a0-2', commit: 'old', state: 'running' }));
  await queue.write(aLaunch({ id: 'a0-3', commit: 'older' }));
  await checkCommit(queue, commit, options);
  const launches = await queue.launches();
  t.deepEqual(
    launches.map(({ state }) => state),
    ['cancelled', 'running', 'waiting'],
  );
  t.is(launches[0]!.detail, `its commit was amended: ${head.slice(0, 7)}`);
});

test('a commit that can not be read is told as invalid, and does not stay in the queue', async (t) => {
  const { queue, options } = await queued({});
  await checkCommit(queue, await queue.addCommit({ bases: [], head: '0'.repeat(40) }), options);
  t.like((await queue.launches())[0], { state: 'invalid', problems: [{ code: 'git-failed' }] });
  t.deepEqual(await queue.commits(), []);
});

test('a commit whose check ends the process is tried twice, and then told', async (t) => {
  const { queue, options, head } = await queued({ 'experiments/a.yaml': 'x: 1' });
  const commit = await queue.addCommit({ bases: [], head });
  const crash = { ...options, loadIn: () => Promise.reject(new Error('out of memory')) };
  for (const attempts of [1, 2]) {
    await t.throwsAsync(checkCommit(queue, commit, crash), { message: 'out of memory' });
    t.is((await queue.commits())[0]!.attempts, attempts);
  }
  await checkCommit(queue, commit, crash);
  t.deepEqual(await queue.commits(), []);
  t.like((await queue.launches())[0], { commit: head, state: 'invalid', problems: [{ code: 'run-failed' }] });
});

test('only a launch that no process has is cancelled at once', async (t) => {
  const { queue, head } = await queued({});
  await queue.addCommit({ bases: [], head });
  for (const [index, state] of (['waiting', 'running', 'completed'] as const).entries())
    await queue.write(aLaunch({ id: `a0-${index}`, state }));
  t.deepEqual([await cancelIdle(queue, 'a0-0'), await cancelIdle(queue, 'a0-2')], ['over', 'over']);
  const lease = await tryLease(queue.leaseOf('a0-1'));
  t.is(await cancelIdle(queue, 'a0-1'), 'busy');
  if ('release' in lease) await lease.release();
  t.is(await cancelIdle(queue, 'a0-1', 'why'), 'over');
  t.like(await queue.launch('a0-1'), { state: 'cancelled', detail: 'why' });
  t.is((await queue.launch('a0-2'))!.state, 'completed');

  await queue.write(aLaunch({ id: 'a0-3', state: 'running', hasJobs: true }));
  t.is(await cancelIdle(queue, 'a0-3'), 'jobs');
  t.is((await queue.launch('a0-3'))!.state, 'running', 'its jobs run on, and the copy of its commit with them');
});
