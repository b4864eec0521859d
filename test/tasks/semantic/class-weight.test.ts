import test from 'ava';
import { classWeight } from '../../../src/tasks/semantic/class-weight.ts';

const masks = Uint8Array.of(0, 0, 0, 1, 2, 2, 7, 255);

test('every pixel of a class weighs 1; one that is ignored or no class weighs nothing', (t) => {
  t.is(classWeight(masks, { classes: 3 }), 6);
  t.is(classWeight(masks, { classes: 2 }), 4);
  t.is(classWeight(Uint8Array.of(255, 255), { classes: 3 }), 0);
});

test('the ignored value may be a class', (t) => {
  t.is(classWeight(masks, { classes: 3, ignoreIndex: 0 }), 3);
  t.is(classWeight(masks, { classes: 3, ignoreIndex: 2 }), 4);
});

test('classes have weights', (t) => {
  t.is(classWeight(masks, { classes: 3, weight: [0.5, 4, 0] }), 3 * 0.5 + 4);
  t.is(classWeight(masks, { classes: 3, weight: [0.5, 4, 1], ignoreIndex: 1 }), 3 * 0.5 + 2);
});
