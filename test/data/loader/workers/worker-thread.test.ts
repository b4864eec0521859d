import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { allocateBatch } from '../../../../src/data/loader/batch.ts';
import type { FillTask, SamplePlace } from '../../../../src/data/loader/workers/protocol.ts';
import { startThread } from '../../../../src/data/loader/workers/worker-thread.ts';
import { noting, programOf } from './_program.ts';

function start(t: ExecutionContext, body: string, setup: unknown = undefined, limitSeconds = 0) {
  const nameOf = ({ source, index }: SamplePlace) => `sample ${index} of ${source}`;
  const thread = startThread({ program: programOf(body), setup, nameOf, limitSeconds });
  t.teardown(() => thread.stop());
  return thread;
}

const task: FillTask = {
  source: 2,
  seed: 5,
  augment: true,
  epoch: 3,
  items: [{ index: 4, repeat: 0, position: 0 }],
  memory: allocateBatch(1, { height: 1, width: 2 }),
  stored: { height: 8, width: 9 },
};

test('a thread is told what was asked, and has the setup and the memory of the batch', async (t) => {
  const { open, read, fill } = start(
    t,
    `const told = [];
     port.on('message', ({ id, memory, ...message }) => {
       told.push(message);
       if (message.kind === 'read') sample(id, JSON.stringify([setup, told]));
       if (message.kind === 'fill') { memory.masks[1] = 7; filled(id, [{ position: 1, problems: [] }]); }
     });`,
    { seed: 9 },
  );
  open(2, { split: 'val', kept: [1] });
  t.deepEqual(await fill(task), [{ position: 1, problems: [] }]);
  t.is(task.memory.masks[1], 7);
  const { memory: _, ...written } = task;
  t.deepEqual(JSON.parse((await read({ source: 2, index: 6 })).sample.name), [
    { seed: 9 },
    [
      { kind: 'open', source: 2, remote: { split: 'val', kept: [1] } },
      { kind: 'fill', ...written },
      { kind: 'read', source: 2, index: 6 },
    ],
  ]);
});

test('each answer goes to who asked, in whatever order it comes', async (t) => {
  const { read } = start(
    t,
    `const asked = [];
     port.on('message', (message) => {
       if (asked.push(message) === 3) for (const { id, index } of asked.reverse()) sample(id, String(index));
     });`,
  );
  const all = await Promise.all([5, 6, 7].map((index) => read({ source: 0, index })));
  t.deepEqual(
    all.map(({ sample }) => sample.name),
    ['5', '6', '7'],
  );
});

test('problems that the thread tells are thrown, and it can be asked again', async (t) => {
  const { read } = start(
    t,
    `port.on('message', ({ id, index }) =>
       index === 1 ? failed(id, { code: 'bad-image', message: 'broken' }, { code: 'missing-mask', message: 'none' }) : sample(id, 'a'));`,
  );
  const error = await t.throwsAsync(read({ source: 0, index: 1 }), { instanceOf: TesseraError });
  t.deepEqual(error.problems, [
    { code: 'bad-image', message: 'broken' },
    { code: 'missing-mask', message: 'none' },
  ]);
  t.is((await read({ source: 0, index: 0 })).sample.name, 'a');
});

test('a thread that ends by itself fails all that it was asked and will be asked, with what it worked on', async (t) => {
  const { read, fill } = start(t, `port.on('message', () => { ${noting(2, [4, 6])} process.exit(3); });`);
  const asked = [read({ source: 2, index: 4 }), fill(task)];
  const errors = await Promise.all(asked.map((each) => t.throwsAsync<Error>(each, { instanceOf: TesseraError })));
  const [error] = errors as TesseraError[];
  t.like(error!.problems, { length: 1, 0: { code: 'sample-failed' } });
  t.is(
    error!.problems[0]!.message,
    'a worker thread stopped while it worked on the sample sample 4 of 2 and read sample 6 of 2: it ended with exit code 3',
  );
  t.is(errors[1]!, error!);
  t.is(await t.throwsAsync(read({ source: 0, index: 0 })), error!);
});

test('a thread that throws says what, and names no sample if it had none in hand', async (t) => {
  const messageOf = async (thrown: string) => {
    const { read } = start(t, `port.on('message', () => { throw ${thrown}; });`);
    const error = await t.throwsAsync(read({ source: 0, index: 0 }), { instanceOf: TesseraError });
    return error.problems[0]!.message;
  };
  t.is(await messageOf("new RangeError('no room')"), 'a worker thread stopped: no room');
  t.is(await messageOf("'a text'"), 'a worker thread stopped: a text');
});

test('a thread that is stopped ends, although it waits for messages', async (t) => {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const { read, stop } = start(
    t,
    `setInterval(() => Atomics.add(setup, 0, 1), 1); port.on('message', ({ id }) => sample(id, 'a'));`,
    beats,
  );
  t.is((await read({ source: 0, index: 0 })).sample.name, 'a');
  await stop();
  const counted = beats[0];
  await new Promise((resolve) => setTimeout(resolve, 30));
  t.is(beats[0], counted);
  await t.throwsAsync(read({ source: 0, index: 0 }), { message: /a worker thread stopped: it ended/ });
});

test('a thread that gets no further for the limit is ended: its tasks fail, and name the samples in hand', async (t) => {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const { read } = start(
    t,
    `setInterval(() => Atomics.add(setup, 0, 1), 1); port.on('message', () => { ${noting(2, [4, 6])} });`,
    beats,
    2,
  );
  const error = await t.throwsAsync(read({ source: 2, index: 4 }), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'plugin-failed');
  t.is(
    error.problems[0]!.message,
    'expected the code of plugins to pause, a loader thread has been busy for 2 seconds with the sample sample 4 of 2 and sample 6 of 2',
  );
  t.is(await t.throwsAsync(read({ source: 0, index: 0 })), error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const counted = beats[0];
  await new Promise((resolve) => setTimeout(resolve, 50));
  t.is(beats[0], counted);
});
