import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createTensorBoardLogger } from '../../src/log/tensorboard-logger.ts';
import { parseEventFile, parseMessage, shownScalars } from '../helpers/event-parser.ts';
import { eventFiles, readRecords, readWithTensorBoard } from '../helpers/events.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';

const withTensorBoard = await testIf('tensorboard-reader');

const png = Uint8Array.of(1, 2, 3);

withTensorBoard("TensorBoard's reader finds what each split logged under the same tags", async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(join(folder, 'pets'), { startStep: 0 });
  logger.scalars('train', 1, { loss: 0.5, learning_rate: 0.25 });
  logger.scalars('train', 2, { loss: NaN, learning_rate: 0.125 });
  logger.scalars('val', 2, { loss: 0.75, 'iou/macro/image': 0.875 });
  logger.image('val', 2, 'panel/cat', { width: 3, height: 2, png });
  logger.text('config', 'name: **pets**');
  await logger.close('completed');

  const read = await readWithTensorBoard(folder);
  t.deepEqual(Object.keys(read.runs), ['pets', 'pets/train', 'pets/val']);
  t.deepEqual(read.scalars['pets/train']!['learning_rate'], [
    [1, 0.25],
    [2, 0.125],
  ]);
  t.deepEqual(read.scalars['pets/train']!['loss'], [
    [1, 0.5],
    [2, null],
  ]);
  t.deepEqual(read.scalars['pets/val'], { loss: [[2, 0.75]], 'iou/macro/image': [[2, 0.875]] });
  t.is(read.runs['pets/train']!['loss']!.plugin, 'scalars');
  t.deepEqual(read.runs['pets/val']!['panel/cat'], {
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
    t.deepEqual(Object.keys(a!.metrics).sort(), ['test:iou/macro/image', 'val:iou/macro/image']);
    t.is(a!.metrics['val:iou/macro/image'], Math.fround(0.2));
    t.is(b!.metrics['test:iou/macro/image'], Math.fround(0.04));
    t.deepEqual([a!.status, b!.status], [success, unknown]);
  },
);

withTensorBoard('a run that failed, went on and was completed is a success', async (t) => {
  const folder = await newFolder();
  const first = createTensorBoardLogger(join(folder, 'a'), { startStep: 0 });
  first.hyperParameters({ seed: 1 });
  first.scalars('val', 5, { loss: 2 });
  await first.close('failed');
  const second = createTensorBoardLogger(join(folder, 'a'), { startStep: 5 });
  second.scalars('val', 10, { loss: 1 });
  await second.close('completed');
  const read = await readWithTensorBoard(folder);
  t.is(read.sessions['a']!.status, success);
  t.deepEqual(read.sessions['a']!.metrics, { 'val:loss': 1 });
});

withTensorBoard(
  'going on from a checkpoint replaces the later steps of a process that was killed, torn end and all',
  async (t) => {
    const folder = await newFolder();
    const killed = createTensorBoardLogger(folder, { startStep: 0 });
    for (let step = 1; step <= 6; step++) killed.scalars('train', step, { loss: step });
    const [tornFile] = eventFiles(join(folder, 'train'));
    const size = readRecords(tornFile!).reduce((total, record) => total + record.length + 16, 0);
    truncateSync(tornFile!, size - 9);

    const resumed = createTensorBoardLogger(folder, { startStep: 3 });
    for (let step = 4; step <= 6; step++) resumed.scalars('train', step, { loss: step * 10 });
    await resumed.close('completed');
    const read = await readWithTensorBoard(folder);
    t.deepEqual(read.runs['train']!['loss']!.values, [
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
    t.deepEqual(shownScalars(eventFiles(join(folder, 'train')), 'loss'), train);
    t.deepEqual(shownScalars(eventFiles(join(folder, 'val')), 'loss'), val);
  });

  withTensorBoard(`TensorBoard's own reader agrees where it goes on from step ${startStep}`, async (t) => {
    const read = await readWithTensorBoard(await resumedFrom(startStep));
    t.deepEqual(read.scalars['train']!['loss'], train);
    t.deepEqual(read.scalars['val']!['loss'], val);
    t.deepEqual(read.runs['train']!['loss']!.values, train);
  });
}

test('a split that logs nothing leaves no directory, and closing twice is closing once', async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(folder, { startStep: 0 });
  logger.scalars('train', 1, { loss: 1 });
  await logger.flush();
  await logger.close('failed');
  await logger.close('failed');
  t.false(existsSync(join(folder, 'val')));
  t.deepEqual(eventFiles(folder), []);
});

test('a session starts and ends once, at the seconds of the clock', async (t) => {
  const folder = await newFolder();
  let now = 1_700_000_000_500;
  const logger = createTensorBoardLogger(folder, { startStep: 0, now: () => now });
  logger.hyperParameters({ seed: 1 });
  now += 60_000;
  await logger.close('completed');
  await logger.close('completed');
  const values = parseEventFile(eventFiles(folder)[0]!).flatMap((event) => event.values);
  t.deepEqual(
    values.map(({ tag }) => tag),
    ['_hparams_/session_start_info', '_hparams_/session_end_info'],
  );
  // plugin_data.proto: field 3 is the start, its 5th the time; field 4 is the end, its 2nd the time.
  const [start, end] = values.map(({ content }) => parseMessage(content!));
  t.is(parseMessage(start!.get(3)![0] as Buffer).get(5)![0], 1_700_000_000.5);
  t.is(parseMessage(end!.get(4)![0] as Buffer).get(2)![0], 1_700_000_060.5);
});

// hparams/api.proto, Status.
const unknown = 0;
const success = 1;
