import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { cpuQuota } from '../../src/core/cpu-quota.ts';

/** A file system with these files. Lines of mountinfo are as a real machine has them. */
async function machine(t: ExecutionContext, files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'tessera-cgroup-'));
  t.teardown(() => rm(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

const other = '23 1 254:1 / / rw,relatime - ext4 /dev/root rw\n';
const unified = (group = '/') => `${other}30 23 0:26 ${group} /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n`;
const legacy = (group = '/') =>
  `${other}32 31 0:29 ${group} /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n`;

test('the quota of version 2 is in cpu.max', async (t) => {
  const root = await machine(t, {
    'proc/self/cgroup': '0::/\n',
    'proc/self/mountinfo': unified(),
    'sys/fs/cgroup/cpu.max': '150000 100000\n',
  });
  t.deepEqual(cpuQuota(root), { processors: 1.5, file: '/sys/fs/cgroup/cpu.max' });
});

test('the quota of version 1 is in two files', async (t) => {
  const root = await machine(t, {
    'proc/self/cgroup': '9:name=systemd:/x\n3:cpuset:/\n1:cpu,cpuacct:/job\n0::/\n',
    'proc/self/mountinfo': legacy(),
    'sys/fs/cgroup/cpu/job/cpu.cfs_quota_us': '200000\n',
    'sys/fs/cgroup/cpu/job/cpu.cfs_period_us': '50000\n',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  });
  t.deepEqual(cpuQuota(root), { processors: 4, file: '/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us' });
});

test('of nested groups the smallest quota holds, wherever it is', async (t) => {
  const files = { 'proc/self/cgroup': '0::/a/b/c\n', 'proc/self/mountinfo': unified() };
  const quotas = (own: string, middle: string) => ({
    ...files,
    'sys/fs/cgroup/a/cpu.max': '800000 100000',
    'sys/fs/cgroup/a/b/cpu.max': middle,
    'sys/fs/cgroup/a/b/c/cpu.max': own,
  });
  t.is(cpuQuota(await machine(t, quotas('400000 100000', 'max 100000')))?.processors, 4);
  t.is(cpuQuota(await machine(t, quotas('400000 100000', '100000 100000')))?.processors, 1);
  t.is(cpuQuota(await machine(t, quotas('max 100000', 'max 100000')))?.file, '/sys/fs/cgroup/a/cpu.max');
});

test('a container without a namespace of its own names its group, and sees only its own folder', async (t) => {
  const root = await machine(t, {
    'proc/self/cgroup': '4:cpu,cpuacct:/docker/1234\n',
    'proc/self/mountinfo': legacy('/docker/1234'),
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000',
  });
  t.deepEqual(cpuQuota(root), { processors: 0.5, file: '/sys/fs/cgroup/cpu/cpu.cfs_quota_us' });
});

test('a group outside of what is mounted is read at the mount itself', async (t) => {
  const root = await machine(t, {
    'proc/self/cgroup': '0::/other\n',
    'proc/self/mountinfo': unified('/docker/1234'),
    'sys/fs/cgroup/cpu.max': '100000 100000',
    'sys/fs/cgroup/other/cpu.max': '1 100000',
  });
  t.is(cpuQuota(root)?.processors, 1);
});

test('with both versions mounted, the controller of version 1 counts', async (t) => {
  const root = await machine(t, {
    'proc/self/cgroup': '1:cpu:/\n0::/\n',
    'proc/self/mountinfo': `${legacy()}41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`,
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '300000',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000',
  });
  t.is(cpuQuota(root)?.processors, 3);
});

test('there is no quota without a limit, without control groups, and outside of Linux', async (t) => {
  const mounted = { 'proc/self/cgroup': '0::/\n', 'proc/self/mountinfo': unified() };
  t.is(cpuQuota(await machine(t, { ...mounted, 'sys/fs/cgroup/cpu.max': 'max 100000\n' })), undefined);
  t.is(cpuQuota(await machine(t, mounted)), undefined);
  t.is(cpuQuota(await machine(t, {})), undefined);
});
