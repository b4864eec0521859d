import test from 'ava';
import { assignGroups, type Unit } from '../../../src/data/splits/assign-groups.ts';

const unit = (size: number, labels: Record<number, number> = {}): Unit => ({
  size,
  labels: new Map(Object.entries(labels).map(([label, count]) => [Number(label), count])),
});

test('each unit goes to the part that lacks most items', (t) => {
  // 8 and 2 items are wanted: 3 leaves 5, 3 leaves 2, then both lack 2 and the first is taken, then the second lacks
  // more.
  t.deepEqual(assignGroups([unit(3), unit(3), unit(2), unit(2)], [0.8, 0.2]), [0, 0, 0, 1]);
});

test('the rarest label is spread first', (t) => {
  const units = [unit(1, { 0: 1, 7: 1 }), unit(1, { 0: 1 }), unit(1, { 0: 1, 7: 1 }), unit(1, { 0: 1 })];
  t.deepEqual(assignGroups(units, [0.5, 0.5]), [0, 0, 1, 1]);
});

test('of parts that lack the same of a label, the one that lacks most items is taken', (t) => {
  // Label 1 sends a large unit to the first part; of label 2, both then lack as much.
  const units = [unit(4, { 1: 1 }), unit(1, { 2: 2 }), unit(3)];
  t.deepEqual(assignGroups(units, [0.5, 0.5]), [0, 1, 1]);
});

test('no part stays empty while there are units', (t) => {
  t.deepEqual(assignGroups([unit(10), unit(10)], [0.9, 0.1]), [0, 1]);
  t.deepEqual(new Set(assignGroups([unit(50), unit(1), unit(1)], [0.4, 0.3, 0.3])).size, 3);
  t.deepEqual(assignGroups([unit(5)], [0.5, 0.5]), [0]);
});
