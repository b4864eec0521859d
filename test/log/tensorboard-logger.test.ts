import { existsSync, readdirSync, readFileSync, readlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { openSummaryWriter, readEvents } from 'tensorboard-ts-writer';
import { createTensorBoardLogger } from '../../src/log/tensorboard-logger.ts';
import { parseEventFile, parseMessage, shownScalars } from '../helpers/event-parser.ts';
import { eventFiles, readRecords, readWithTensorBoard } from '../helpers/events.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';

const withTensorBoard = await testIf('tensorboard-reader');
const onLinux = await testIf('linux');

const png = Uint8Array.of(1, 2, 3);

withTensorBoard("TensorBoard's reader finds one run, with what each split logged under its own tags", async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(join(folder, 'pets'), { startStep: 0 });
  logger.scalars('train', 1, { loss: 0.5 });
  logger.scalars('train', 2, { loss: NaN });
  logger.scalars('run', 1, { 'lr/optimizer': 0.25 });
  logger.scalars('run', 2, { 'lr/optimizer': 0.125 });
  logger.epochScalars({ epoch: 1, step: 2 }, { loss: 0.5 });
  logger.scalars('val', 2, { loss: 0.75, 'iou/macro/image': 0.875 });
  logger.image('val', 2, 'panel/cat', { width: 3, height: 2, png });
  logger.text('config', 'name: **pets**');
  await logger.close('completed');

  const read = await readWithTensorBoard(folder);
  t.deepEqual(Object.keys(read.runs), ['pets']);
  t.deepEqual(read.scalars['pets']!['lr/optimizer'], [
    [1, 0.25],
    [2, 0.125],
  ]);
  t.deepEqual(read.scalars['pets']!['train/loss'], [
    [1, 0.5],
    [2, null],
  ]);
  t.deepEqual(read.scalars['pets']!['val/loss'], [[2, 0.75]]);
  t.deepEqual(read.scalars['pets']!['val/iou/macro/image'], [[2, 0.875]]);
  t.deepEqual(read.scalars['pets']!['epoch/loss'], [[1, 0.5]]);
  t.is(read.runs['pets']!['train/loss']!.plugin, 'scalars');
  t.deepEqual(read.runs['pets']!['val/panel/cat'], {
    plugin: 'images',
    dataClass: 3,
    values: [[2, ['3', '2', png].map((blob) => Buffer.from(blob).toString('base64'))]],
  });
  t.deepEqual(read.runs['pets']!['config'], {
    plugin: 'text',
    dataClass: 2,
    values: [[0, Buffer.from('name: **pets**').toString('base64')]],
  });
});

withTensorBoard(
  'a folder of runs has one row for each run in the HParams view, with columns from every run',
  async (t) => {
    const folder = await newFolder();
    for (const [name, lr, extra] of [
      ['a', 0.1, {}],
      ['b', 0.01, { 'loss.gamma': 2 }],
    ] as const) {
      const logger = createTensorBoardLogger(join(folder, name), { startStep: 0 });
      logger.hyperParameters({ 'optimizer.lr': lr, 'loss.type': 'focal', 'model.encoder.frozen': true, ...extra });
      logger.scalars('val', 10, { 'iou/macro/image': lr });
      logger.scalars('val', 20, { 'iou/macro/image': lr * 2 });
      logger.scalars('test', 20, { 'iou/macro/image': lr * 4 });
      await logger.close(name === 'a' ? 'completed' : 'interrupted');
    }
    const read = await readWithTensorBoard(folder);
    const { a, b } = read.sessions;
    t.deepEqual(Object.keys(read.sessions).sort(), ['a', 'b']);
    t.deepEqual(a!.hparams, { 'optimizer.lr': 0.1, 'loss.type': 'focal', 'model.encoder.frozen': true });
    t.deepEqual(b!.hparams, {
      'optimizer.lr': 0.01,
      'loss.type': 'focal',
      'model.encoder.frozen': true,
      'loss.gamma': 2,
    });
    t.deepEqual(Object.keys(a!.metrics).sort(), [':test/iou/macro/image', ':val/iou/macro/image']);
    t.is(a!.metrics[':val/iou/macro/image'], Math.fround(0.2));
    t.is(b!.metrics[':test/iou/macro/image'], Math.fround(0.04));
    t.deepEqual([a!.status, b!.status], [success, unknown]);
  },
);

withTensorBoard('a run that failed is a failure; once it went on and was completed, it is a success', async (t) => {
  const folder = await newFolder();
  const first = createTensorBoardLogger(join(folder, 'a'), { startStep: 0 });
  first.hyperParameters({ seed: 1 });
  first.scalars('val', 5, { loss: 2 });
  await first.close('failed');
  t.is((await readWithTensorBoard(folder)).sessions['a']!.status, failure);
  const second = createTensorBoardLogger(join(folder, 'a'), { startStep: 5 });
  second.scalars('val', 10, { loss: 1 });
  await second.close('completed');
  const read = await readWithTensorBoard(folder);
  t.is(read.sessions['a']!.status, success);
  t.deepEqual(read.sessions['a']!.metrics, { ':val/loss': 1 });
});

withTensorBoard(
  'going on from a checkpoint replaces the later steps of a process that was killed, torn end and all',
  async (t) => {
    const folder = await newFolder();
    const killed = createTensorBoardLogger(folder, { startStep: 0 });
    for (let step = 1; step <= 6; step++) killed.scalars('train', step, { loss: step });
    const [tornFile] = eventFiles(folder);
    const size = readRecords(tornFile!).reduce((total, record) => total + record.length + 16, 0);
    truncateSync(tornFile!, size - 9);

    const resumed = createTensorBoardLogger(folder, { startStep: 3 });
    for (let step = 4; step <= 6; step++) resumed.scalars('train', step, { loss: step * 10 });
    await resumed.close('completed');
    const read = await readWithTensorBoard(folder);
    t.deepEqual(read.runs['.']!['train/loss']!.values, [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 40],
      [5, 50],
      [6, 60],
    ]);
  },
);

/** Logs steps 1 to 4 as 1 to 4, with a validation at the last, and goes on from `startStep` with tenfold values. */
async function resumedFrom(startStep: number): Promise<string> {
  const folder = await newFolder();
  const first = createTensorBoardLogger(folder, { startStep: 0 });
  first.scalars('val', 0, { loss: 100 });
  for (let step = 1; step <= 4; step++) first.scalars('train', step, { loss: step });
  first.scalars('val', 4, { loss: 4 });
  await first.close('interrupted');
  const second = createTensorBoardLogger(folder, { startStep });
  second.scalars('train', startStep + 1, { loss: 10 * (startStep + 1) });
  second.scalars('val', startStep + 1, { loss: 10 });
  await second.close('interrupted');
  return folder;
}

const boundaries: [startStep: number, train: [number, number][], val: [number, number][]][] = [
  [
    4,
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 50],
    ],
    [
      [0, 100],
      [4, 4],
      [5, 10],
    ],
  ],
  [
    3,
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 40],
    ],
    [
      [0, 100],
      [4, 10],
    ],
  ],
  [
    1,
    [
      [1, 1],
      [2, 20],
    ],
    [
      [0, 100],
      [2, 10],
    ],
  ],
  [0, [[1, 10]], [[1, 10]]],
];
for (const [startStep, train, val] of boundaries) {
  test(`going on from step ${startStep} keeps that step and voids the next; from nothing, it voids all`, async (t) => {
    const folder = await resumedFrom(startStep);
    t.deepEqual(shownScalars(eventFiles(folder), 'train/loss'), train);
    t.deepEqual(shownScalars(eventFiles(folder), 'val/loss'), val);
  });

  withTensorBoard(`TensorBoard's own reader agrees where it goes on from step ${startStep}`, async (t) => {
    const read = await readWithTensorBoard(await resumedFrom(startStep));
    t.deepEqual(read.scalars['.']!['train/loss'], train);
    t.deepEqual(read.scalars['.']!['val/loss'], val);
    t.deepEqual(read.runs['.']!['train/loss']!.values, train);
  });
}

test('going on in a run of the earlier shape, a split stays in its folder, under tags without its name', async (t) => {
  const folder = await newFolder();
  const earlier = openSummaryWriter(join(folder, 'val'), { firstStep: 0 });
  for (const step of [2, 4]) earlier.scalar('loss', step, step);
  await earlier.close();
  const logger = createTensorBoardLogger(folder, { startStep: 3 });
  logger.scalars('val', 4, { loss: 40 });
  logger.scalars('train', 4, { loss: 7 });
  logger.scalars('run', 4, { 'lr/optimizer': 1 });
  logger.image('val', 4, 'panel/cat', { width: 3, height: 2, png });
  await logger.close('interrupted');
  t.deepEqual(shownScalars(eventFiles(join(folder, 'val')), 'loss'), [
    [2, 2],
    [4, 40],
  ]);
  t.deepEqual(shownScalars(eventFiles(join(folder, 'train')), 'loss'), [[4, 7]]);
  t.deepEqual(shownScalars(eventFiles(folder), 'lr/optimizer'), [[4, 1]]);
  const values = eventFiles(join(folder, 'val'))
    .flatMap(parseEventFile)
    .flatMap((event) => event.values);
  t.is(values.at(-1)!.tag, 'panel/cat');
});

test('what is logged for the run has its name alone; the rest begins with its split', async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(folder, { startStep: 0 });
  logger.scalars('test', 1, { loss: 1 });
  logger.histogram('run', 1, 'weights/head', Float32Array.of(1));
  logger.prCurve('val', 1, 'pr/cat', {
    truePositives: [1, 0],
    falsePositives: [0, 0],
    trueNegatives: [0, 0],
    falseNegatives: [0, 1],
  });
  logger.epochScalars({ epoch: 3, step: 30 }, { loss: 0.5 });
  logger.layout([]);
  logger.graph([{ name: 'a', op: 'Conv2D', inputs: [] }]);
  await logger.close('interrupted');
  const [, , ...events] = parseEventFile(eventFiles(folder)[0]!);
  t.deepEqual(
    events.map(({ step, values }) => [step, values[0]?.tag]),
    [
      [1, 'test/loss'],
      [1, 'weights/head'],
      [1, 'val/pr/cat'],
      [3, 'epoch/loss'],
      [0, 'custom_scalars__config__'],
      [0, undefined],
    ],
  );
});

test('tags are described by the whole tag', async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(folder, {
    startStep: 0,
    describe: (tag) => (tag === 'val/loss' ? 'low' : undefined),
  });
  logger.scalars('val', 1, { loss: 1, 'iou/macro/image': 1 });
  await logger.close('interrupted');
  const [, , event] = [...readEvents(readFileSync(eventFiles(folder)[0]!))];
  t.deepEqual(
    event!.values.map(({ description }) => description),
    ['low', undefined],
  );
});

test('a run that logs nothing and is interrupted leaves no file, and closing twice is closing once', async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(folder, { startStep: 0 });
  await logger.flush();
  await logger.close('interrupted');
  await logger.close('failed');
  t.deepEqual(eventFiles(folder), []);
});

onLinux('once the logger is closed, no file of it is open', async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(folder, { startStep: 0 });
  logger.hyperParameters({ seed: 1 });
  // Reading the folder takes a descriptor too, which is gone afterwards.
  const openFiles = () =>
    readdirSync('/proc/self/fd')
      .map((descriptor) => join('/proc/self/fd', descriptor))
      .filter((link) => existsSync(link) && readlinkSync(link).startsWith(folder));
  t.is(openFiles().length, 1);
  await logger.close('completed');
  t.deepEqual(openFiles(), []);
});

for (const [outcome, status] of [
  ['completed', 1n],
  ['failed', 2n],
] as const) {
  test(`the end of a run that is ${outcome} is in a file of its own, which going on removes`, async (t) => {
    const folder = await newFolder();
    let now = 1_700_000_000_500;
    const logger = createTensorBoardLogger(folder, { startStep: 0, now: () => now });
    logger.hyperParameters({ seed: 1 });
    now += 60_000;
    await logger.close(outcome);
    await logger.close(outcome);
    const [log, end, ...others] = eventFiles(folder);
    t.deepEqual([others, end!.endsWith('.end')], [[], true]);
    // plugin_data.proto: field 3 is the start, its 5th the time; field 4 is the end: status and time.
    const contentOf = (file: string) =>
      parseMessage(parseEventFile(file).flatMap((event) => event.values)[0]!.content!);
    t.is(parseMessage(contentOf(log!).get(3)![0] as Buffer).get(5)![0], 1_700_000_000.5);
    const info = parseMessage(contentOf(end!).get(4)![0] as Buffer);
    t.deepEqual([info.get(1)![0], info.get(2)![0]], [status, 1_700_000_060.5]);

    const resumed = createTensorBoardLogger(folder, { startStep: 5, now: () => now });
    resumed.scalars('train', 6, { loss: 1 });
    t.deepEqual(eventFiles(folder).length, 2);
    t.true(eventFiles(folder)[1]! > end!, 'the new file sorts after the end that was there');
    t.false(existsSync(end!));
    await resumed.close('interrupted');
  });
}

// hparams/api.proto, Status.
const unknown = 0;
const success = 1;
const failure = 2;
