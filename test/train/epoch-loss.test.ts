import test from 'ava';
import { createEpochLoss } from '../../src/train/epoch-loss.ts';

test('batches count by their images', (t) => {
  const loss = createEpochLoss(undefined, false);
  loss.add(1, 4);
  loss.add(4, 2);
  t.deepEqual(loss.begun(), { sum: 12, images: 6 });
  t.is(loss.take(), 2);
});

test('the next epoch begins at nothing', (t) => {
  const loss = createEpochLoss(undefined, false);
  loss.add(8, 4);
  loss.take();
  t.is(loss.begun(), undefined);
  loss.add(3, 1);
  t.is(loss.take(), 3);
});

test('what a checkpoint kept of an epoch goes on', (t) => {
  const loss = createEpochLoss({ sum: 12, images: 6 }, true);
  loss.add(5, 2);
  t.is(loss.take(), 22 / 8);
});

test('an epoch whose first part is not known has no mean, and the next one has', (t) => {
  const loss = createEpochLoss(undefined, true);
  loss.add(1, 4);
  t.is(loss.begun(), undefined);
  t.is(loss.take(), undefined);
  loss.add(2, 4);
  t.is(loss.take(), 2);
});
