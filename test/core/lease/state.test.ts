import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { formatHolder } from '../../../src/core/lease/beat.ts';
import type { Holder } from '../../../src/core/lease/holder.ts';
import { leaseState } from '../../../src/core/lease/state.ts';
import { createWatch } from '../../../src/core/lease/watch.ts';
import { fakeMachine } from '../../helpers/machines.ts';
import { newFolder } from '../../helpers/tessera.ts';

const holder: Holder = { host: 'here', machine: 'here', pid: 1, began: 'noon', token: 'aa', beats: 0 };

async function leaseOf(lease: Holder | string): Promise<string> {
  const file = join(await newFolder(), 'lease');
  await writeFile(file, typeof lease === 'string' ? lease : formatHolder(lease));
  return file;
}

const stateOf = async (lease: Holder | string, processes = fakeMachine('here', { 1: { began: 'noon' } })) =>
  (await leaseState(await leaseOf(lease), undefined, processes)).state;

test('no file is a free lease', async (t) => {
  t.deepEqual(await leaseState(join(await newFolder(), 'lease')), { state: 'free' });
});

test('a process that is there, with the same start, holds its lease', async (t) => {
  t.is(await stateOf(holder), 'held');
});

test('process 1 of a container that was started again is not the one that held the lease', async (t) => {
  t.is(await stateOf({ ...holder, began: 'morning' }), 'dead');
});

test('a process that is gone holds nothing', async (t) => {
  t.is(await stateOf({ ...holder, pid: 2 }), 'dead');
});

test('the same number on another machine tells nothing', async (t) => {
  t.is(await stateOf({ ...holder, machine: 'there' }), 'unknown');
  t.is(await stateOf({ ...holder, machine: 'there', pid: 2 }), 'unknown');
});

test('a process whose start cannot be compared is judged by its heartbeats', async (t) => {
  t.is(await stateOf(holder, fakeMachine('here', { 1: 'unknown' })), 'unknown');
  const { began: _, ...withoutStart } = holder;
  t.is(await stateOf(withoutStart), 'unknown');
});

test('on another machine heartbeats decide: one shows life, none for a minute shows death', async (t) => {
  let now = 0;
  const watch = createWatch({ now: () => now, longestStep: Infinity });
  const there = { ...holder, machine: 'there' };
  const file = await leaseOf(there);
  const look = async (after: number) => {
    now += after;
    return (await leaseState(file, watch, fakeMachine('here'))).state;
  };
  t.is(await look(0), 'unknown');
  t.is(await look(4_000), 'unknown');
  await writeFile(file, formatHolder({ ...there, beats: 1 }));
  t.is(await look(1_000), 'held');
  t.is(await look(59_999), 'held');
  t.is(await look(1), 'dead');
});

test('a file that is no lease is unknown at first', async (t) => {
  t.is(await stateOf(''), 'unknown');
  t.is(await stateOf('{"host":"here","pid":1}'), 'unknown');
});
