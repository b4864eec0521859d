import test from 'ava';
import { figuresMeant } from '../../src/claims/scope.ts';

const group = {
  figures: ['iou/macro/image', 'recall/macro/image', 'recall/micro/image'],
  beside: ['iou/macro/dataset'],
};

test('a beginning means what the experiment names before what is shown beside it', (t) => {
  t.deepEqual(figuresMeant('iou', group), ['test/iou/macro/image']);
  t.deepEqual(figuresMeant('val/iou/macro/dataset', group), ['val/iou/macro/dataset']);
  t.deepEqual(figuresMeant('test/recall', group), ['test/recall/macro/image', 'test/recall/micro/image']);
});

test('training has no figures in a result, and names have a form', (t) => {
  t.deepEqual(figuresMeant('train/iou', group), []);
  t.deepEqual(figuresMeant('io', group), []);
  t.deepEqual(figuresMeant('iou/macro/image/more', group), []);
  t.deepEqual(figuresMeant('time/data_wait', group), ['time/data_wait']);
});
