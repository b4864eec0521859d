import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { openSummaryWriter, readEvents } from 'tensorboard-ts-writer';
import { makeBoardFolder } from '../../src/board/board-folder.ts';
import { boardRuns } from '../../src/board/board-run.ts';
import { shownScalars } from '../helpers/event-parser.ts';
import { eventFiles, readWithTensorBoard } from '../helpers/events.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';
import { makeRun } from './_runs.ts';

const withTensorBoard = await testIf('tensorboard-reader');

const runsOf = (folder: string) => boardRuns([folder], folder, folder);

test('each run is a link; a new one gets its own, one that is left out loses it, and all goes at the end', async (t) => {
  const runs = await newFolder();
  await makeRun(join(runs, 'a'), { lr: 0.1 });
  await makeRun(join(runs, 'b'), { lr: 0.2 });
  const [a, b] = (await runsOf(runs)).toSorted((x, y) => (x.path < y.path ? -1 : 1));
  const board = await makeBoardFolder([]);
  await board.show([a!]);
  t.is(readlinkSync(join(board.path, 'a')), join(runs, 'a'));
  await board.show([{ ...b!, path: 'deep/b' }]);
  t.deepEqual(readdirSync(board.path).toSorted(), ['_board', 'deep']);
  t.is(readlinkSync(join(board.path, 'deep/b')), join(runs, 'b'));
  await board.remove();
  t.false(existsSync(board.path));
  t.true(existsSync(join(runs, 'b/run.json')));
});

test('of a run with a folder for each split, only the wanted ones are linked', async (t) => {
  const runs = await newFolder();
  await makeRun(join(runs, 'old'));
  for (const split of ['train', 'val']) await mkdir(join(runs, 'old', split));
  const board = await makeBoardFolder(['val']);
  await board.show(await runsOf(runs));
  t.deepEqual(readdirSync(join(board.path, 'old')), ['val']);
  t.is(readlinkSync(join(board.path, 'old/val')), join(runs, 'old/val'));
  await board.remove();
});

test('columns are written once, when a run has begun', async (t) => {
  const runs = await newFolder();
  const board = await makeBoardFolder([]);
  await board.show([]);
  t.false(existsSync(join(board.path, '_board')));
  await makeRun(join(runs, 'a'));
  for (let time = 0; time < 2; time++) await board.show(await runsOf(runs));
  const tags = eventFiles(join(board.path, '_board')).flatMap((file) =>
    [...readEvents(readFileSync(file))].flatMap((event) => event.values.map(({ tag }) => tag)),
  );
  t.deepEqual(tags, ['_hparams_/experiment']);
  await board.remove();
});

test('runs that differ in their seed only have a run of their mean, which follows them', async (t) => {
  const runs = await newFolder();
  await makeRun(join(runs, 'a'), { seed: 0, ious: [0.25, 0.5] });
  await makeRun(join(runs, 'b'), { seed: 1, ious: [0.75, 0.5] });
  await makeRun(join(runs, 'c'), { seed: 1, lr: 0.2 });
  const board = await makeBoardFolder([]);
  await board.show(await runsOf(runs));
  const group = join(board.path, 'demo, mean of 2 seeds');
  const mean = () => shownScalars(eventFiles(group), 'seeds/val/iou/macro/image/mean');
  t.deepEqual(mean(), [
    [1, 0.5],
    [2, 0.5],
  ]);
  await board.show(await runsOf(runs));
  t.is(eventFiles(group).length, 1, 'nothing has changed');
  await makeRun(join(runs, 'b'), { seed: 1, ious: [0.75, 0.5, 1] }, { step: 4 });
  await makeRun(join(runs, 'a'), { seed: 0, ious: [0.25, 0.5, 0.5] }, { step: 4 });
  await board.show(await runsOf(runs));
  t.deepEqual(mean()[2], [3, 0.75]);
  await board.remove();
});

withTensorBoard(
  'TensorBoard reads one row for each run and group, with best and last, whatever it is served',
  async (t) => {
    const runs = await newFolder();
    await makeRun(join(runs, 'a'), { seed: 0, ious: [0.5, 0.25] });
    await makeRun(join(runs, 'b'), { seed: 1, ious: [0.75, 0.5] });
    const best = openSummaryWriter(join(runs, 'a'));
    best.scalar('best/val/iou/macro/image', 1, 0.5);
    await best.close();
    const board = await makeBoardFolder([]);
    await board.show(await runsOf(runs));
    const { sessions } = await readWithTensorBoard(board.path);
    t.deepEqual(Object.keys(sessions).toSorted(), ['a', 'b', 'demo, mean of 2 seeds']);
    t.deepEqual(sessions['a']!.metrics, { ':best/val/iou/macro/image': 0.5, ':val/iou/macro/image': 0.25 });
    t.is(sessions['demo, mean of 2 seeds']!.metrics[':seeds/best/val/iou/macro/image/mean'], 0.625);

    const one = await makeBoardFolder([]);
    await one.show(await boardRuns(['a'], runs, runs));
    const row = (await readWithTensorBoard(one.path)).sessions['a']!;
    t.deepEqual(row.metrics, { ':best/val/iou/macro/image': 0.5, ':val/iou/macro/image': 0.25 });
    t.deepEqual(row.hparams, { seed: 0, 'optimizer.lr': 0.1 });
    await Promise.all([board.remove(), one.remove()]);
  },
);
