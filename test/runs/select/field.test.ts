import test from 'ava';
import { fieldOf } from '../../../src/runs/select/field.ts';
import { bestIou, listedRun } from './_runs.ts';

const where = { file: '--sort' };
const runs = [
  listedRun(
    'a',
    {
      ...bestIou(0.7),
      val: { 'recall/macro/image': 0.4, 'iou/none/image': 0.2 },
      test: { 'iou/none/image': 0.1, 'iou/macro/image': 0.5, 'loss/dice': 1 },
    },
    { loss: { type: 'focal' } },
  ),
  listedRun('b', {}, { loss: { type: 'dice' }, run: 'shadowed' }),
];
const told = async (key: string) => {
  const { name, kind, direction, of } = await fieldOf(key, runs, where);
  return [name, kind, direction, await of(runs[0]!), await of(runs[1]!)];
};

test('facts come before keys of the configuration', async (t) => {
  t.deepEqual(await told('run'), ['run', 'fact', undefined, 'a', 'b']);
  t.deepEqual(await told('loss.type'), ['loss.type', 'config', undefined, 'focal', 'dice']);
});

test('the beginning of a name means the metric that decides, and otherwise the first', async (t) => {
  t.deepEqual(await told('val'), ['val/iou/macro/image', 'figure', 'max', 0.7, undefined]);
  t.deepEqual(await told('val.iou'), ['val/iou/macro/image', 'figure', 'max', 0.7, undefined]);
  t.deepEqual(await told('test.iou'), ['test/iou/macro/image', 'figure', 'max', 0.5, undefined]);
  t.deepEqual(await told('test.iou.none'), ['test/iou/none/image', 'figure', 'max', 0.1, undefined]);
  t.deepEqual(await told('val/recall'), ['val/recall/macro/image', 'figure', 'max', 0.4, undefined]);
});

test('of losses less is better', async (t) => {
  t.deepEqual(await told('test.loss'), ['test/loss/dice', 'figure', 'min', 1, undefined]);
});

test('of a figure that decides nothing, the run says which values are better', async (t) => {
  const figures = { test: { 'distance/macro/image': 7 }, directions: { 'distance/macro/image': 'min' } } as const;
  const { direction } = await fieldOf('test.distance', [listedRun('a', figures)], where);
  t.is(direction, 'min');
});
