import { join } from 'node:path';
import test from 'ava';
import { openSummaryWriter } from '../../../src/log/tensorboard/summary-writer.ts';
import { parseEventFile } from '../../helpers/event-parser.ts';
import { readWithTensorBoard } from '../../helpers/events.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';

const withTensorBoard = await testIf('tensorboard-reader');

const counts = { truePositives: [2, 0], falsePositives: [1, 0], trueNegatives: [0, 1], falseNegatives: [0, 2] };

/** Everything that a run can log. */
async function writeAll(directory: string): Promise<string> {
  const writer = openSummaryWriter(directory, { firstStep: 0, describe: (tag) => ({ description: `about ${tag}` }) });
  writer.startSession({ lr: 0.1, loss: 'focal' }, 'pair');
  writer.experiment({
    hyperParameters: [{ name: 'lr', domain: { min: 0.1, max: 0.1 } }],
    metrics: [{ tag: 'val/loss' }],
  });
  writer.layout([{ title: 'losses', charts: [{ title: 'loss', tags: ['.*/loss$'] }] }]);
  writer.graph([{ name: 'a', op: 'Conv2D', inputs: [], shape: [-1, 4] }]);
  writer.scalar('val/loss', 1, 0.5);
  writer.scalars(2, { 'val/loss': 0.25, 'train/loss': 0.125 });
  writer.image('panel', 2, { width: 1, height: 1, bytes: Uint8Array.of(1) });
  writer.histogram('weights', 2, [1, 2, 3]);
  writer.text('note', 2, '**bold**');
  writer.prCurve('pr', 2, counts);
  writer.endSession('success');
  await writer.flush();
  await writer.close();
  return writer.file;
}

test('a tag is described where it is written first, and nowhere else', async (t) => {
  const asked: string[] = [];
  const describe = (tag: string) => {
    asked.push(tag);
    return tag === 'b' ? undefined : { description: 'x' };
  };
  const writer = openSummaryWriter(await newFolder(), { describe });
  for (const step of [1, 2]) writer.scalars(step, { a: step, b: step });
  writer.text('c', 1, 'text');
  await writer.close();
  t.deepEqual(asked, ['a', 'b', 'c']);
  const [, first, second] = parseEventFile(writer.file);
  t.deepEqual(
    [...first!.values, ...second!.values].map(({ tag, plugin }) => [tag, plugin]),
    [
      ['a', 'scalars'],
      ['b', undefined],
      ['a', undefined],
      ['b', undefined],
    ],
  );
});

test('every kind of data is one record, under its own plugin', async (t) => {
  const events = parseEventFile(await writeAll(await newFolder()));
  const values = events.flatMap((event) => event.values);
  t.deepEqual(
    values.map(({ tag, plugin }) => `${tag} ${plugin}`),
    [
      '_hparams_/session_start_info hparams',
      '_hparams_/experiment hparams',
      'custom_scalars__config__ custom_scalars',
      'val/loss scalars',
      'val/loss undefined',
      'train/loss scalars',
      'panel images',
      'weights histograms',
      'note text',
      'pr pr_curves',
      '_hparams_/session_end_info hparams',
    ],
  );
  const stepsOf = (plugin: string) =>
    events.filter((event) => event.values[0]?.plugin === plugin).map(({ step }) => Number(step));
  t.deepEqual(stepsOf('hparams'), [0, 0, 0], 'what is said of the whole run has no step');
});

withTensorBoard("TensorBoard's own reader finds all of it, with descriptions", async (t) => {
  const folder = await newFolder();
  await writeAll(join(folder, 'run'));
  const read = await readWithTensorBoard(folder);
  const run = read.runs['run']!;
  t.deepEqual(read.scalars['run']!['val/loss'], [
    [1, 0.5],
    [2, 0.25],
  ]);
  for (const [tag, plugin] of Object.entries({
    weights: 'histograms',
    note: 'text',
    pr: 'pr_curves',
    panel: 'images',
  })) {
    t.is(run[tag]!.plugin, plugin);
    t.is(run[tag]!.description, `about ${tag}`);
  }
  t.is(run['val/loss']!.description, 'about val/loss');
  t.deepEqual(run['pr']!.values[0], [
    2,
    [
      [2, 0],
      [1, 0],
      [0, 1],
      [0, 2],
      [Math.fround(2 / 3), 0],
      [1, 0],
    ],
  ]);
  t.deepEqual(read.sessions['pair'], {
    sessions: ['run'],
    status: 1,
    hparams: { lr: 0.1, loss: 'focal' },
    metrics: { ':val/loss': 0.25 },
  });
});
