import test from 'ava';
import { maskFacts, rgbOf, totalOf, type Rgb, type StoredMask } from '../../../src/init/data/mask-facts.ts';

const mask = (data: readonly number[], more: Partial<StoredMask> = {}): StoredMask => ({
  height: 1,
  width: data.length / (more.channels ?? 1),
  channels: 1,
  data,
  white: 255,
  ...more,
});
const counted = (stored: StoredMask) => [...maskFacts(stored).counts].toSorted(([a], [b]) => a - b);

test('values are counted as they are stored, those of grey in three channels too', (t) => {
  t.deepEqual(counted(mask([7, 7, 300])), [
    [7, 2],
    [300, 1],
  ]);
  const grey = mask([5, 5, 5, 9, 9, 9], { channels: 3 });
  t.is(maskFacts(grey).kind, 'values');
  t.deepEqual(counted(grey), [
    [5, 1],
    [9, 1],
  ]);
  t.deepEqual(counted(mask([4, 255, 4, 0], { channels: 2 })), [[4, 2]], 'transparency says nothing');
});

test('one coloured pixel makes all of a mask colours, scaled to 8 bits', (t) => {
  const colored = mask([0, 0, 0, 1, 2, 3, 1, 2, 3], { channels: 3 });
  t.is(maskFacts(colored).kind, 'colors');
  t.deepEqual(counted(colored), [
    [0, 1],
    [0x010203, 2],
  ]);
  t.deepEqual(rgbOf(0x010203), [1, 2, 3]);
  t.deepEqual(counted(mask([65535, 0, 257], { channels: 3, white: 65535 })), [[0xff0001, 1]]);
});

test('totals have pixels and masks of each value; beside colours, values are colours too', (t) => {
  const total = totalOf([maskFacts(mask([0, 0, 1])), maskFacts(mask([1, 2, 2, 2]), true)]);
  t.like(total, { masks: 2, pixels: 7, kind: 'values', lossy: 1, numbered: 2 });
  t.deepEqual(
    [...total.shares],
    [
      [0, { pixels: 2, masks: 1 }],
      [1, { pixels: 2, masks: 2 }],
      [2, { pixels: 3, masks: 1 }],
    ],
  );
  t.is(totalOf([maskFacts(mask([0, 2])), maskFacts(mask([2, 3]))]).numbered, 0, 'with a gap, or from 2 on');
  const mixed = totalOf([maskFacts(mask([3])), maskFacts(mask([9, 8, 7, 9, 8, 7], { channels: 3 }))]);
  t.deepEqual([...mixed.shares.keys()], [0x090807, 0x030303], 'the most frequent first');
});

test('palettes that give one value two colours make values colours', (t) => {
  const withColor = (color: Rgb) => maskFacts(mask([1], { palette: [[0, 0, 0], color] }));
  t.is(totalOf([withColor([5, 0, 0]), withColor([5, 0, 0])]).kind, 'values');
  const differ = totalOf([withColor([5, 0, 0]), withColor([6, 0, 0])]);
  t.is(differ.kind, 'colors');
  t.deepEqual([...differ.shares.keys()], [0x050000, 0x060000]);
});
