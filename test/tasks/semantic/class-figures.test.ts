import test from 'ava';
import { classFigures } from '../../../src/tasks/semantic/class-figures.ts';

test('the ratios of a class, worked by hand', (t) => {
  t.deepEqual(classFigures({ truePositives: 6, falsePositives: 2, falseNegatives: 4 }), {
    pixels: 10,
    iou: 6 / 12,
    dice: 12 / 18,
    precision: 6 / 8,
    recall: 6 / 10,
  });
});

test('a class that is never predicted has precision 0; one that the masks lack has nothing', (t) => {
  t.is(classFigures({ truePositives: 0, falsePositives: 0, falseNegatives: 4 }).precision, 0);
  t.deepEqual(classFigures({ truePositives: 0, falsePositives: 5, falseNegatives: 0 }), {
    pixels: 0,
    iou: undefined,
    dice: undefined,
    precision: undefined,
    recall: undefined,
  });
});
