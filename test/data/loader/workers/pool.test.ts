import test, { type ExecutionContext } from 'ava';
import { allocateBatch } from '../../../../src/data/loader/batch.ts';
import type { BatchRequest } from '../../../../src/data/loader/fill-batch.ts';
import { drawsOf } from '../../../../src/data/loader/sample-order.ts';
import { createSampleWorkers } from '../../../../src/data/loader/workers/pool.ts';
import type { RemoteSource } from '../../../../src/data/prepare/prepared-source.ts';
import { coordinateSample, sourceOf } from '../../../helpers/data.ts';
import { noting, programOf } from './_program.ts';

// The threads of these tests say what they were told; what real ones make is in test/workers.

const source = sourceOf(Array.from({ length: 6 }, (_, index) => coordinateSample(1, 2, `sample-${index}`)));
const recipe = { seed: 5, augment: true };

/** A sample's name is what its thread knows. `started`: how many threads there have been. */
const telling = `
  const own = Atomics.add(setup.started, 0, 1);
  setInterval(() => Atomics.add(setup.beats, 0, 1), 1);
  const opened = {};
  port.on('message', ({ kind, id, ...message }) => {
    if (kind === 'open' && message.source in opened) throw new Error('opened twice');
    if (kind === 'open') opened[message.source] = message.remote;
    if (kind === 'read') sample(id, JSON.stringify({ threadId, opened, ...message }));
    if (kind === 'fill') {
      const { items, memory, source, ...rest } = message;
      for (const { index, repeat, position } of items) memory.masks[position] = 100 * source + 10 * repeat + index;
      filled(id, items.map(({ position }) => ({ position, problems: [{ code: 'bad-image', message: JSON.stringify({ threadId, ...rest }) }] })));
    }
  });`;

function start(t: ExecutionContext, count: number, body = telling) {
  const [started, beats] = [1, 1].map(() => new Int32Array(new SharedArrayBuffer(4)));
  const workers = createSampleWorkers(count, { program: programOf(body), setup: () => ({ started, beats }) });
  t.teardown(() => workers.close());
  return { workers, started: () => started![0], beats: () => beats![0] };
}

interface Told {
  readonly threadId: number;
  readonly opened: Readonly<Record<number, RemoteSource>>;
  readonly source: number;
  readonly index: number;
}

const request = (indices: readonly number[]): BatchRequest => ({
  epoch: 2,
  draws: drawsOf(indices),
  memory: allocateBatch(indices.length, { height: 1, width: 1 }),
  stored: { height: 3, width: 4 },
});

test('threads start at the first sample that is asked for, as many as there should be', async (t) => {
  const { workers, started } = start(t, 3);
  t.is(workers.count, 3);
  const reading = workers.reading(source, { split: 'train' });
  workers.filling(source, { split: 'val' }, recipe);
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.is(started(), 0);
  await Promise.all([0, 1, 2].map((index) => reading.read(index)));
  t.is(started(), 3);
});

test('asked to, threads start before there is a task', async (t) => {
  const { workers, started } = start(t, 2);
  workers.start();
  workers.start();
  while (started() !== 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await workers.reading(source, { split: 'train' }).read(0);
  t.is(started(), 2);
});

test('a source that is there while threads start is opened once', async (t) => {
  const { workers } = start(t, 2);
  workers.start();
  const { read } = workers.reading(source, { split: 'train' });
  const told = await Promise.all([read(0), read(1)]);
  for (const { name } of told) t.deepEqual((JSON.parse(name) as Told).opened, { 0: { split: 'train' } });
});

test('what is opened while threads are closed is known to those that start later', async (t) => {
  for (let ticks = 0; ticks < 6; ticks++) {
    const { workers } = start(t, 2);
    const { read } = workers.reading(source, { split: 'train' });
    await read(0);
    const closing = workers.close();
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    workers.reading(source, { split: 'val' });
    await closing;
    const told = await Promise.all([read(0), read(1)]);
    for (const { name } of told)
      t.deepEqual((JSON.parse(name) as Told).opened, { 0: { split: 'train' }, 1: { split: 'val' } }, `${ticks} ticks`);
  }
});

test('a source that threads can not be told of fails alone', async (t) => {
  const { workers } = start(t, 1);
  await workers.reading(source, { split: 'train' }).read(0);
  const bad = workers.reading(source, { split: 'val', handle: () => 0 } as unknown as RemoteSource);
  await t.throwsAsync(bad.read(0), { any: true });
  const { name } = await workers.reading(source, { split: 'test' }).read(0);
  t.deepEqual(Object.keys((JSON.parse(name) as Told).opened), ['0', '2']);
});

test('what keeps threads from starting is told by the first task', async (t) => {
  const setup = () => Promise.reject(new Error('no setup'));
  const workers = createSampleWorkers(1, { program: programOf(telling), setup });
  workers.start();
  await t.throwsAsync(workers.reading(source, { split: 'train' }).read(0), { message: 'no setup' });
});

test('the threads are asked in turn, and know every source, whether opened before they started or after', async (t) => {
  const { workers } = start(t, 2);
  const first = workers.reading(source, { split: 'train' });
  const read = async (from: typeof first, index: number) => JSON.parse((await from.read(index)).name) as Told;
  const told = await Promise.all([3, 4, 5, 0].map((index) => read(first, index)));
  t.deepEqual(
    told.map(({ source: number, index }) => [number, index]),
    [
      [0, 3],
      [0, 4],
      [0, 5],
      [0, 0],
    ],
  );
  const [one, other] = told.map(({ threadId }) => threadId);
  t.not(one, other);
  t.deepEqual(
    told.map(({ threadId }) => threadId),
    [one!, other!, one!, other!],
  );
  const second = workers.reading(source, { split: 'val', kept: [1, 2] });
  for (const threadId of [one, other])
    t.deepEqual(await read(second, 1), {
      threadId,
      opened: { 0: { split: 'train' }, 1: { split: 'val', kept: [1, 2] } },
      source: 1,
      index: 1,
    });
});

test('who helps reads and examines samples itself until every thread has loaded what it needs', async (t) => {
  const [loading, begun, started, beats] = [1, 1, 1, 1].map(() => new Int32Array(new SharedArrayBuffer(4)));
  const loaded = `Atomics.add(setup.begun, 0, 1); Atomics.wait(setup.loading, 0, 0); note.set([0, 0, 0, 1]); ${telling}`;
  const setup = () => ({ loading, begun, started, beats });
  const workers = createSampleWorkers(2, { program: programOf(loaded), setup, helps: true });
  t.teardown(() => workers.close());
  const until = async (count: Int32Array) => {
    while (Atomics.load(count, 0) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  workers.start();
  const reading = workers.reading(source, { split: 'train' });
  await until(begun!);
  t.is((await reading.read(3)).name, 'sample-3');
  t.is((await reading.examine!(4)).facts.photo!.name, 'sample-4');
  Atomics.store(loading!, 0, 1);
  Atomics.notify(loading!, 0);
  await until(started!);
  const names = await Promise.all([5, 0].map(async (index) => (await reading.read(index)).name));
  t.deepEqual(
    names.map((name) => (JSON.parse(name) as Told).index),
    [5, 0],
  );
});

test('who helps reads from the first sample on, also where that starts the threads, and tells why they cannot start', async (t) => {
  const [loading, begun] = [1, 1].map(() => new Int32Array(new SharedArrayBuffer(4)));
  const body = 'Atomics.add(setup.begun, 0, 1); Atomics.wait(setup.loading, 0, 0);';
  const workers = createSampleWorkers(2, { program: programOf(body), setup: () => ({ loading, begun }), helps: true });
  t.teardown(() => workers.close());
  const reading = workers.reading(source, { split: 'train' });
  const names = await Promise.all([0, 1, 2, 3].map(async (index) => (await reading.read(index)).name));
  t.deepEqual(names, ['sample-0', 'sample-1', 'sample-2', 'sample-3']);
  while (Atomics.load(begun!, 0) < 2) await new Promise((resolve) => setTimeout(resolve, 5));

  const setup = () => Promise.reject(new Error('no setup'));
  const failing = createSampleWorkers(1, { program: programOf(body), setup, helps: true });
  const { read } = failing.reading(source, { split: 'train' });
  await read(0);
  await t.throwsAsync(read(1), { message: 'no setup' });
});

test('samples of one group are read by the same thread', async (t) => {
  const { workers } = start(t, 2);
  const { read } = workers.reading({ ...source, group: (index) => Math.floor(index / 3) }, { split: 'train' });
  const threads = await Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (index) => (JSON.parse((await read(index)).name) as Told).threadId),
  );
  const [one, other] = [threads[0], threads[5]];
  t.not(one, other);
  t.deepEqual(threads, [one, one, one, other, other, other]);
});

test('two reads per thread are worth having under way; all else is as the source says', (t) => {
  const { workers } = start(t, 3);
  const { parallel, length, name } = workers.reading({ ...source, parallel: 1 }, { split: 'train' });
  t.deepEqual([parallel, length, name(4)], [6, 6, 'sample-4']);
});

test('of a batch, thread number n makes every so-manyth sample, and all that is bad is told', async (t) => {
  const { workers } = start(t, 2);
  workers.filling(source, { split: 'train' }, recipe);
  const fill = workers.filling(source, { split: 'val' }, recipe);
  const batch = { ...request([5, 4, 3, 2, 5]), draws: drawsOf([5, 4, 3, 2, 5]) };
  const bad = await fill(batch);
  t.deepEqual([...batch.memory.masks], [105, 104, 103, 102, 115]);
  t.deepEqual(
    bad.map(({ position }) => position),
    [0, 2, 4, 1, 3],
  );
  const told = bad.map(({ problems }) => JSON.parse(problems[0]!.message) as Told & typeof recipe);
  const { memory: _, draws: __, ...rest } = batch;
  for (const { threadId, ...task } of told) {
    t.deepEqual<unknown, unknown>(task, { ...rest, ...recipe });
    t.is(typeof threadId, 'number');
  }
  t.not(told[0]!.threadId, told[3]!.threadId);
});

test('a batch fails with what one thread told, once all have ended their part', async (t) => {
  const { workers } = start(
    t,
    2,
    `port.on('message', ({ kind, id, items, memory }) => {
       if (kind === 'open') return;
       if (items[0].position === 0) return failed(id, { code: 'bad-image', message: 'the first' });
       setTimeout(() => { memory.masks[1] = 9; filled(id); }, 30);
     });`,
  );
  const batch = request([0, 1]);
  await t.throwsAsync(workers.filling(source, { split: 'train' }, recipe)(batch), { message: /the first/ });
  t.is(batch.memory.masks[1], 9);
});

test('a thread that stops names the sample by the source that it came from', async (t) => {
  const { workers } = start(
    t,
    1,
    `port.on('message', ({ kind }) => { if (kind === 'fill') { ${noting(1, [2])} process.exit(3); } });`,
  );
  workers.filling(source, { split: 'train' }, recipe);
  const other = { ...source, name: (index: number) => `other-${index}` };
  await t.throwsAsync(workers.filling(other, { split: 'val' }, recipe)(request([2])), {
    message: /a worker thread stopped while it worked on the sample other-2: it ended with exit code 3/,
  });
});

test('closing ends the threads, and is nothing where none has started', async (t) => {
  const { workers, started, beats } = start(t, 2);
  const { read } = workers.reading(source, { split: 'train' });
  await workers.close();
  t.is(started(), 0);
  await Promise.all([read(0), read(1)]);
  await workers.close();
  const counted = beats();
  await new Promise((resolve) => setTimeout(resolve, 30));
  t.is(beats(), counted);
  const [told] = await Promise.all([read(0), read(1)]);
  t.is(started(), 4, 'new ones start for who reads on');
  t.deepEqual((JSON.parse(told.name) as Told).opened, { 0: { split: 'train' } }, 'and are told what to read');
});
