import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { ListedRun } from '../../../src/runs/list.ts';
import { selectFrom, type Selection } from '../../../src/runs/select/select-runs.ts';
import { bestIou, listedRun } from './_runs.ts';

const runs: readonly ListedRun[] = [
  listedRun(
    'a',
    { ...bestIou(0.7), test: { 'iou/macro/image': 0.9, loss: 0.1 }, tags: ['baseline'], seconds: 5 },
    { seed: 0, loss: { type: 'focal', gamma: 2 }, flips: true },
  ),
  listedRun(
    'b',
    {
      ...bestIou(0.8),
      test: { 'iou/macro/image': 0.6, loss: 0.3 },
      seconds: 100,
      startedAt: '2026-11-20T10:00:00.000Z',
    },
    { seed: 10, loss: { type: 'dice' }, flips: false },
  ),
  listedRun(
    'c',
    { status: 'failed', error: 'the loss became NaN', step: 2 },
    { seed: 2, loss: { type: 'focal', gamma: 1 }, flips: false },
  ),
  listedRun('d', { ...bestIou(NaN), archived: true }, { seed: 3, loss: { type: 'tversky' } }),
];
const found = async (selection: Selection) => (await selectFrom(runs, selection)).runs.map(({ path }) => path).join('');
const where = (...conditions: string[]) => found({ where: conditions });

test('archived runs are left out unless they are asked for', async (t) => {
  t.is(await found({}), 'abc');
  t.is((await selectFrom(runs, {})).archived, 1);
  t.is(await found({ archived: true }), 'abcd');
  t.is(await where('archived=true'), 'd');
});

test('facts, figures and keys of the configuration are conditions, and all must hold', async (t) => {
  t.is(await where('status=failed'), 'c');
  t.is(await where('status=failed,completed'), 'abc');
  t.is(await where('loss.type=focal'), 'ac');
  t.is(await where('loss.type=focal', 'status=completed'), 'a');
  t.is(await where('val.iou>0.7'), 'b');
  t.is(await where('val>=0.7'), 'ab');
  t.is(await where('val<=0.7'), 'a');
  t.is(await where('test.iou<0.7'), 'b');
  t.is(await where('test/loss=0.10'), 'a');
  t.is(await where('seed>=2'), 'bc');
  t.is(await where('loss.gamma=2e0'), 'a');
  t.is(await where('flips=true'), 'a');
  t.is(await where('tags=baseline'), 'a');
  t.is(await where('tags!=baseline'), 'bc');
  t.is(await where('error~BECAME'), 'c');
  t.is(await where('started>2026-11-02'), 'b');
});

test('a run that has not got the key meets only that it differs', async (t) => {
  t.is(await where('loss.gamma!=2'), 'bc');
  t.is(await where('loss.gamma<9'), 'ac');
});

test('configurations are read only if they are needed, and only of runs that met the cheap conditions', async (t) => {
  const reads: string[] = [];
  const fresh = runs.map((run) => ({ ...run, config: () => (reads.push(run.path), run.config()) }));
  await selectFrom(fresh, { where: ['status=completed', 'val.iou>0.7'], sort: 'test.iou' });
  t.deepEqual(reads, []);
  await selectFrom(fresh, { where: ['loss.type=dice', 'status=completed'] });
  t.deepEqual(reads, ['a', 'b']);
});

test('figures have the best first, dates the newest, everything else the least; what has none comes last', async (t) => {
  t.is(await found({ sort: 'val' }), 'bac');
  t.is(await found({ sort: 'val.iou:asc' }), 'abc');
  t.is(await found({ sort: 'test.loss' }), 'abc');
  t.is(await found({ sort: 'test.loss:desc' }), 'bac');
  t.is(await found({ sort: 'seconds' }), 'acb');
  t.is(await found({ sort: 'started' }), 'bac');
  t.is(await found({ sort: 'seed' }), 'acb');
  t.is(await found({ sort: 'loss.type:desc', archived: true }), 'dacb');
});

test('a limit is taken after the order', async (t) => {
  const selected = await selectFrom(runs, { sort: 'val', limit: 1 });
  t.deepEqual([selected.runs.map(({ path }) => path), selected.found, selected.total], [['b'], 3, 4]);
});

test('what no run has is a mistake, with the nearest name and its place', async (t) => {
  const problem = async (selection: Selection) => {
    const error = await t.throwsAsync(selectFrom(runs, selection), { instanceOf: TesseraError });
    const { message, where: at, hints = [] } = error.problems[0]!;
    return [message, `${at?.file}:${at?.column}+${at?.length}`, hints[0]];
  };
  t.deepEqual(await problem({ where: ['los.type=focal'] }), [
    'expected something that a run has, got `los.type`, which none has',
    '--where:1+8',
    'did you mean `loss.type`?',
  ]);
  t.deepEqual(await problem({ where: ['gamma=2'] }), [
    'expected something that a run has, got `gamma`, which none has',
    '--where:1+5',
    'did you mean `loss.gamma`?',
  ]);
  t.deepEqual(await problem({ where: ['loss=focal'] }), [
    'expected a key with a value, got the section `loss`',
    '--where:1+4',
    'it has `loss.type`, `loss.gamma`',
  ]);
  t.deepEqual(await problem({ where: ['val.iuo>1'] }), [
    'expected a figure of the val split, got `iuo`, which no run has',
    '--where:1+7',
    'did you mean `val.iou`?',
  ]);
  t.deepEqual(await problem({ where: ['status=complete'] }), [
    'expected one of running, completed, pruned, failed, interrupted, unknown, unreadable for `status`, got `complete`',
    '--where:8+8',
    'did you mean `completed`?',
  ]);
  t.deepEqual(await problem({ where: ['seed=many'] }), [
    'expected a number for `seed`, got `many`',
    '--where:6+4',
    'it is such as 0',
  ]);
  t.deepEqual(await problem({ where: ['loss.type>focal'] }), [
    'expected = != or ~ for `loss.type`, which is text, got `>`',
    '--where:11+5',
    'it is such as `focal`',
  ]);
  t.deepEqual(await problem({ sort: 'val.iou:down' }), [
    'expected `asc` or `desc` after the colon, got `down`',
    '--sort:9+4',
    '`--sort val.iou:desc` has the largest first',
  ]);
  t.deepEqual((await problem({ sort: 'secnds' }))[2], 'did you mean `seconds`?');
});

test('a key that an earlier condition leaves no run with is none the less known', async (t) => {
  t.is(await where('status=completed', 'loss.gamma=1', 'seed=10'), '');
  t.is(await where('status=failed', 'loss.type=dice'), '');
});

test('a folder without runs has none, whatever is asked', async (t) => {
  t.deepEqual((await selectFrom([], { where: ['loss.type=focal', 'val.iou>1'], sort: 'val' })).runs, []);
});
