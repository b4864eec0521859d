import { on } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { allocateBatch } from '../../../../src/data/loader/batch.ts';
import { fillItems } from '../../../../src/data/loader/fill-batch.ts';
import {
  createWorkNote,
  workDone,
  workInHand,
  type FillTask,
  type WorkerMessage,
  type WorkerReply,
} from '../../../../src/data/loader/workers/protocol.ts';
import { serveSamples, type WorkerParts } from '../../../../src/data/loader/workers/serve.ts';
import type { Sample, SampleSource } from '../../../../src/data/sample.ts';
import { coordinateSample, sourceOf } from '../../../helpers/data.ts';

/** New each time: a thread gives the arrays that it reads away. */
const newSamples = () => ['a', 'b', 'c', 'd'].map((name) => coordinateSample(2, 3, name));
const remote = { split: 'train' } as const;

/** The other end of a thread's port, in this thread. */
function serve(t: ExecutionContext, open: WorkerParts['open'], augmentations: WorkerParts['augmentations'] = []) {
  const { port1, port2 } = new MessageChannel();
  t.teardown(() => port1.close());
  const note = createWorkNote();
  serveSamples(port2, note, Promise.resolve({ open, augmentations }));
  const replies = on(port1, 'message') as AsyncIterableIterator<[WorkerReply]>;
  return {
    note,
    tell: (message: WorkerMessage) => port1.postMessage(message),
    reply: async () => (await replies.next()).value![0] as WorkerReply,
  };
}

const fillTask = (indices: readonly number[], task: Partial<FillTask> = {}): FillTask => ({
  source: 0,
  seed: 5,
  augment: false,
  epoch: 2,
  items: indices.map((index, position) => ({ index, repeat: 0, position })),
  memory: allocateBatch(indices.length, { height: 2, width: 3 }),
  stored: { height: 2, width: 3 },
  ...task,
});

test('a sample is read from the source that the message names', async (t) => {
  const opened: unknown[] = [];
  const { tell, reply } = serve(t, async (what) => {
    opened.push(what);
    return sourceOf(opened.length === 1 ? newSamples() : [coordinateSample(1, 1, 'other')]);
  });
  tell({ kind: 'open', source: 0, remote });
  tell({ kind: 'open', source: 7, remote: { split: 'val', kept: [2] } });
  tell({ kind: 'read', id: 30, source: 0, index: 1 });
  const { image, mask } = coordinateSample(2, 3, 'b');
  t.deepEqual(await reply(), { id: 30, kind: 'sample', sample: { name: 'b', height: 2, width: 3, image, mask } });
  tell({ kind: 'read', id: 31, source: 7, index: 0 });
  t.like(await reply(), { id: 31, sample: { name: 'other', height: 1, width: 1 } });
  tell({ kind: 'read', id: 32, source: 0, index: 2, examine: true });
  t.like(await reply(), { id: 32, sample: { name: 'c' }, facts: { photo: { name: 'c', height: 2, width: 3 } } });
  t.deepEqual(opened, [remote, { split: 'val', kept: [2] }]);
});

test('what is a part of other memory, or shared, is copied; an array that is whole is given away', async (t) => {
  const large = new Uint8Array(100).fill(9);
  const shared = new Uint8Array(new SharedArrayBuffer(6)).fill(8);
  const given: Sample[] = [
    { name: 'part', height: 2, width: 3, image: large.subarray(10, 28), mask: shared },
    { name: 'whole', height: 2, width: 3, image: new Uint8Array(18).fill(7), mask: new Uint8Array(6) },
  ];
  const { tell, reply } = serve(t, async () => sourceOf(given));
  tell({ kind: 'open', source: 0, remote });
  for (const index of [0, 1]) tell({ kind: 'read', id: index, source: 0, index });
  const part = await reply();
  t.true(part.kind === 'sample');
  if (part.kind !== 'sample') return;
  t.deepEqual(
    [...part.sample.image],
    Array.from({ length: 18 }, () => 9),
  );
  t.deepEqual([part.sample.image.buffer.byteLength, part.sample.mask.buffer.byteLength], [18, 6]);
  t.false(part.sample.mask.buffer instanceof SharedArrayBuffer);
  t.is(large.length, 100);
  const whole = await reply();
  t.deepEqual(
    whole.kind === 'sample' && [...whole.sample.image],
    Array.from({ length: 18 }, () => 7),
  );
  t.is(given[1]!.image.byteLength, 0, 'nothing is left of it here');
});

test('samples of a batch are made in its memory, augmented with the seed and epoch of the task if it says so', async (t) => {
  const draw = (sample: Sample, random: { uniform(): number }): Sample => ({
    ...sample,
    mask: sample.mask.map(() => Math.floor(random.uniform() * 256)),
  });
  const { tell, reply } = serve(t, async () => sourceOf(newSamples()), [draw]);
  tell({ kind: 'open', source: 0, remote });
  const [as, drawn, expected] = [fillTask([3, 1]), fillTask([3, 1], { augment: true }), fillTask([3, 1])];
  tell({ kind: 'fill', id: 1, ...as });
  t.deepEqual(await reply(), { id: 1, kind: 'filled', bad: [] });
  t.deepEqual([...as.memory.masks], [...newSamples()[3]!.mask, ...newSamples()[1]!.mask]);
  tell({ kind: 'fill', id: 2, ...drawn });
  t.deepEqual(await reply(), { id: 2, kind: 'filled', bad: [] });
  await fillItems(sourceOf(newSamples()), { seed: 5, augmentations: [draw] }, expected);
  t.deepEqual([...drawn.memory.masks], [...expected.memory.masks]);
  t.notDeepEqual([...drawn.memory.masks], [...as.memory.masks]);
});

test('a sample that cannot be read is told with the batch, what is known of a failure with its problems', async (t) => {
  const bad = new TesseraError({ code: 'bad-image', message: 'b is broken', path: 'here' });
  const partly: SampleSource = {
    ...sourceOf(newSamples()),
    read: (index) => (index === 1 ? Promise.reject(bad) : Promise.resolve(newSamples()[index]!)),
  };
  const { tell, reply } = serve(t, async () => partly);
  tell({ kind: 'open', source: 0, remote });
  tell({ kind: 'fill', id: 4, ...fillTask([0, 1]) });
  t.deepEqual(await reply(), { id: 4, kind: 'filled', bad: [{ position: 1, problems: bad.problems }] });
  tell({ kind: 'read', id: 5, source: 0, index: 1 });
  t.deepEqual(await reply(), { id: 5, kind: 'failed', problems: bad.problems });
});

test('a source that cannot be opened is told by each task that needs it, and the thread goes on', async (t) => {
  const { tell, reply } = serve(t, async ({ split }) => {
    if (split === 'val') return Promise.reject(split);
    if (split === 'train') throw new Error('no such folder');
    return sourceOf(newSamples());
  });
  tell({ kind: 'open', source: 0, remote });
  tell({ kind: 'open', source: 1, remote: { split: 'val' } });
  tell({ kind: 'open', source: 2, remote: { split: 'test' } });
  // Nobody waits for the sources meanwhile; a rejection that nobody handles would end the thread.
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', note);
  t.deepEqual(unhandled, []);
  const problemOf = async (source: number) => {
    tell({ kind: 'read', id: source, source, index: 0 });
    const answer = await reply();
    return answer.kind === 'failed' ? answer.problems : undefined;
  };
  const [problem] = (await problemOf(0))!;
  t.is(problem!.code, 'sample-failed');
  t.regex(problem!.message, /^a worker thread failed: Error: no such folder\n +at /);
  t.deepEqual(await problemOf(1), [{ code: 'sample-failed', message: 'a worker thread failed: val' }]);
  t.is(await problemOf(2), undefined);
});

test('the note is written once all is loaded, before there is a task', async (t) => {
  const { port2 } = new MessageChannel();
  t.teardown(() => port2.close());
  const note = createWorkNote();
  let loaded!: (parts: WorkerParts) => void;
  serveSamples(port2, note, new Promise((resolve) => (loaded = resolve)));
  await new Promise((resolve) => setImmediate(resolve));
  t.is(workDone(note), 0);
  loaded({ open: async () => sourceOf(newSamples()), augmentations: [] });
  await new Promise((resolve) => setImmediate(resolve));
  t.is(workDone(note), 1);
  t.is(workInHand(note), undefined);
});

test('tasks are done one after the other, and the note says which sample is in hand, none in the end', async (t) => {
  const log: unknown[] = [];
  const watched: SampleSource = {
    ...sourceOf(newSamples()),
    parallel: 1,
    read: async (index) => {
      log.push(workInHand(note));
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`read ${index}`);
      return newSamples()[index]!;
    },
  };
  const { tell, reply, note } = serve(t, async () => watched);
  tell({ kind: 'open', source: 3, remote });
  tell({ kind: 'fill', id: 0, ...fillTask([2, 0], { source: 3 }) });
  tell({ kind: 'read', id: 1, source: 3, index: 1 });
  t.deepEqual([(await reply()).id, (await reply()).id], [0, 1]);
  const inHand = (index: number) => ({ source: 3, indices: [index] });
  t.deepEqual(log, [inHand(2), 'read 2', inHand(0), 'read 0', inHand(1), 'read 1']);
  await new Promise((resolve) => setImmediate(resolve));
  t.is(workInHand(note), undefined);
});

test('a mask against which a prediction is scored comes too, also where it is the mask itself', async (t) => {
  const sample = coordinateSample(2, 3, 'whole');
  const photo = { height: 2, width: 3 };
  const placement = { photo, scaled: photo, offset: { top: 0, left: 0 }, input: photo };
  const { tell, reply } = serve(t, async () => sourceOf([{ ...sample, original: { mask: sample.mask, placement } }]));
  tell({ kind: 'open', source: 0, remote: { split: 'val', evaluated: { multiple: 8 } } });
  tell({ kind: 'read', id: 1, source: 0, index: 0 });
  const { mask } = coordinateSample(2, 3);
  t.like(await reply(), { id: 1, sample: { name: 'whole', mask, original: { mask, placement } } });
});
