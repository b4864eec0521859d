import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { availableProcessors } from '../../src/core/processors.ts';

async function withQuota(t: ExecutionContext, processors: number): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'tessera-processors-'));
  t.teardown(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'proc/self'), { recursive: true });
  await mkdir(join(root, 'cg'));
  await writeFile(join(root, 'proc/self/cgroup'), '0::/\n');
  await writeFile(join(root, 'proc/self/mountinfo'), '30 23 0:26 / /cg rw - cgroup2 cgroup2 rw\n');
  await writeFile(join(root, 'cg/cpu.max'), `${processors * 100_000} 100000\n`);
  return root;
}

const machine = availableParallelism();

test('a quota below the processors of the machine is the number of threads', async (t) => {
  t.deepEqual(availableProcessors(await withQuota(t, 0.9)), {
    count: 1,
    from: `a CPU quota of 0.9 of ${machine} processors, from /cg/cpu.max`,
  });
});

test('part of a processor counts for nothing beside whole ones', async (t) => {
  t.is(availableProcessors(await withQuota(t, machine - 0.01)).count, Math.max(1, machine - 1));
});

test('a quota of all processors or more changes nothing', async (t) => {
  for (const quota of [machine, machine + 0.5, 64 * machine])
    t.deepEqual(availableProcessors(await withQuota(t, quota)), {
      count: machine,
      from: 'the processors of this machine',
    });
});

test('without control groups the machine decides', (t) => {
  t.is(availableProcessors('/nonexistent').count, machine);
});
