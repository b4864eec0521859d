import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execaNode } from 'execa';
import { tryLease, waitForLease, type Lease, type LeaseOptions } from '../../../src/core/lease/index.ts';
import { formatHolder } from '../../../src/core/lease/beat.ts';
import { readLeaseFile, type Holder } from '../../../src/core/lease/holder.ts';
import { fromSource } from '../../helpers/from-source.ts';
import { fakeMachine, fakeTime } from '../../helpers/machines.ts';
import { newFolder } from '../../helpers/tessera.ts';

const program = fileURLToPath(new URL('../../helpers/hold-lease.ts', import.meta.url));
const inProcess = (...args: string[]) => execaNode(program, args, { nodeOptions: fromSource, reject: false });
const newLease = async () => join(await newFolder(), 'lease');
const never = { beatEvery: 3_600_000 };

const elsewhere: Holder = { host: 'B', machine: 'B', pid: 1, began: 'B 1', token: 'bb', beats: 0 };
const leaseElsewhere = async (holder: Holder = elsewhere) => {
  const file = await newLease();
  await writeFile(file, formatHolder(holder));
  return file;
};
const isHeld = (lease: Lease | object): lease is Lease => !('heldBy' in lease);

test('a lease says who holds it, and leaves nothing behind', async (t) => {
  const file = await newLease();
  const lease = await tryLease(file);
  t.true(isHeld(lease));
  t.deepEqual(await readdir(dirname(file)), ['lease']);
  t.is((await readLeaseFile(file))!.holder!.pid, process.pid);
  const second = await tryLease(file);
  t.like(second, { heldBy: { pid: process.pid } });
  await (lease as Lease).release();
  t.deepEqual(await readdir(dirname(file)), []);
  t.true(isHeld(await tryLease(file)));
});

test('a living process keeps its lease; after kill -9 it is taken over at once', async (t) => {
  const file = await newLease();
  const child = inProcess(file);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  t.is(line.toString(), 'held\n');
  t.like(await tryLease(file), { heldBy: { pid: child.pid } });
  child.kill('SIGKILL');
  await child;
  const lease = await tryLease(file, never);
  t.true(isHeld(lease));
  t.deepEqual(await readdir(dirname(file)), ['lease']);
});

test('processes that want one lease have it one after another, that of a dead one too', async (t) => {
  const file = await leaseElsewhere({ ...(await ownMachine()), pid: 2 ** 22 + 1 });
  const log = join(dirname(file), 'log');
  await appendFile(log, '');
  await Promise.all([1, 2, 3, 4].map(() => inProcess(file, log)));
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  t.is(lines.length, 8);
  for (let turn = 0; turn < 8; turn += 2) t.is(lines[turn]!.replace('begin', 'end'), lines[turn + 1]!);
  t.deepEqual(await readdir(dirname(file)), ['log']);
});

test('of many that find a dead holder, exactly one takes over', async (t) => {
  const file = await leaseElsewhere({ ...(await ownMachine()), pid: 2 ** 22 + 1 });
  const leases = await Promise.all(Array.from({ length: 30 }, () => tryLease(file, never)));
  t.is(leases.filter(isHeld).length, 1);
  t.deepEqual(await readdir(dirname(file)), ['lease']);
});

test('a process that died while it took over does not block the others', async (t) => {
  const dead = { ...(await ownMachine()), pid: 2 ** 22 + 1 };
  const file = await leaseElsewhere({ ...dead, token: 'aa' });
  await writeFile(`${file}.aa.tmp`, formatHolder({ ...dead, token: 'bb' }));
  t.true(isHeld(await tryLease(file, never)));
  t.deepEqual(await readdir(dirname(file)), ['lease']);
});

test('a lease that changed hands while one decided to take it is left alone', async (t) => {
  const file = await leaseElsewhere({ ...elsewhere, machine: 'A', pid: 77 });
  const successor = formatHolder({ ...elsewhere, machine: 'A', pid: process.pid, began: 'A 1', token: 'cc' });
  const machine = fakeMachine('A');
  const lease = await tryLease(file, {
    ...never,
    processes: {
      ...machine,
      async startOf(pid) {
        if (pid === 77) await writeFile(file, successor);
        return machine.startOf(pid);
      },
    },
  });
  t.like(lease, { heldBy: { token: 'cc' } });
  t.is(await readFile(file, 'utf8'), successor);
});

test('a process number that is used again does not hold the lease of its predecessor', async (t) => {
  const file = await leaseElsewhere({ ...(await ownMachine()), pid: process.pid, began: 'another start' });
  t.true(isHeld(await tryLease(file, never)));
});

test('on another machine a holder that beats is alive: its lease is refused after the first beat', async (t) => {
  const file = await leaseElsewhere();
  const time = fakeTime(async (now) => {
    if (now === 5_000) await writeFile(file, formatHolder({ ...elsewhere, beats: 1 }));
  });
  const heard: unknown[] = [];
  const onWait = (holder: Holder | undefined) => void heard.push(holder?.host);
  t.like(await tryLease(file, { ...time, processes: fakeMachine('A'), onWait }), { heldBy: { host: 'B' } });
  t.is(time.now(), 5_000);
  t.deepEqual(heard, ['B'], 'it is told once for whom one waits');
});

test('on another machine a holder that does not beat for a minute is dead', async (t) => {
  const time = fakeTime();
  t.true(isHeld(await tryLease(await leaseElsewhere(), { ...never, ...time, processes: fakeMachine('A') })));
  t.is(time.now(), 60_000);
});

test('`force` does not watch a holder on another machine, and never takes from a living process of this one', async (t) => {
  const options: LeaseOptions = { ...never, ...fakeTime(), processes: fakeMachine('A'), force: true };
  const file = await leaseElsewhere();
  t.true(isHeld(await tryLease(file, options)));
  t.is(options.now!(), 0);
  t.like(await tryLease(file, options), { heldBy: { host: 'A' } });
});

test('a file that is no lease is taken over after a minute', async (t) => {
  const file = await newLease();
  await writeFile(file, '');
  const time = fakeTime();
  const heard: unknown[] = [];
  t.true(isHeld(await tryLease(file, { ...never, ...time, onWait: (holder) => void heard.push(holder) })));
  t.is(time.now(), 60_000);
  t.deepEqual(heard, [undefined]);
});

test('waiting ends with the signal, and says so with its reason', async (t) => {
  const file = await newLease();
  const first = await waitForLease(file, never);
  const controller = new AbortController();
  const reason = new Error('stopped by a person');
  const waiting = waitForLease(file, {
    signal: controller.signal,
    lookEvery: 1_000_000,
    onWait: () => controller.abort(reason),
  });
  t.is(await t.throwsAsync(waiting), reason);
  await first.assertHeld();
});

test('waiting ends when the holder releases', async (t) => {
  const file = await newLease();
  const first = await waitForLease(file, never);
  const second = waitForLease(file, { ...never, lookEvery: 5, onWait: () => void first.release() });
  t.is((await second).file, file);
  t.not((await second).holder.token, first.holder.token);
});

/** A lease as this process would write it. */
async function ownMachine(): Promise<Holder> {
  const lease = await waitForLease(await newLease());
  await lease.release();
  return lease.holder;
}
