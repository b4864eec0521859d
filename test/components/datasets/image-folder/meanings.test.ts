import test from 'ava';
import {
  classesOfLabels,
  labelOfOthers,
  meaningsOf,
  wrongLabels,
} from '../../../../src/components/datasets/image-folder/meanings.ts';
import { classParam, contradictions, ignoreParam } from '../../../../src/components/datasets/image-folder/labels.ts';

function paramsOf(names: readonly (string | object)[], labels: Record<string, string> | undefined, more: object = {}) {
  return {
    mask_format: 'index' as 'index' | 'color',
    classes: names.map((each) => classParam.parse(typeof each === 'string' ? { name: each } : each)),
    ignore: ignoreParam.parse({}),
    ...(labels && { labels }),
    ...more,
  };
}
const keys = (params: ReturnType<typeof paramsOf>) => meaningsOf(params).map(({ key, label }) => [key, label]);

test('several values may mean one class, others are ignored', (t) => {
  const params = paramsOf(['road', 'car'], { 7: 'road', 8: 'road', 26: 'car', '-1': 'ignore', '*': 'ignore' });
  t.deepEqual(keys(params), [
    [7, 0],
    [8, 0],
    [26, 1],
    [-1, 255],
    [255, 255],
  ]);
  t.is(labelOfOthers(params), 255);
  t.is(labelOfOthers(paramsOf(['a', 'b'], { 1: 'a', '*': 'b' })), 1);
  t.is(labelOfOthers(paramsOf(['a', 'b'], { 1: 'a' })), undefined);
});

test('the classes of labels are in the order of their smallest value, that of the rest is first', (t) => {
  t.deepEqual(classesOfLabels({ labels: { 26: 'car', 7: 'road', 3: 'car', 0: 'ignore' } }), ['car', 'road']);
  t.deepEqual(classesOfLabels({ labels: { 255: 'object', '*': 'background' } }), ['background', 'object']);
  t.deepEqual(classesOfLabels({ labels: { 1: 'a', 0: 'b', '*': 'a' } }), ['b', 'a']);
  t.deepEqual(classesOfLabels({ labels: { '#ff0000': 'red', '#00ff00': 'green' } }), ['green', 'red']);
  t.deepEqual(classesOfLabels({}), []);
});

test('with an offset, classes count from it and lower values are ignored', (t) => {
  t.deepEqual(keys(paramsOf(['wall', 'sky'], undefined, { offset: 2 })), [
    [2, 0],
    [3, 1],
    [255, 255],
    [0, 255],
    [1, 255],
  ]);
  t.deepEqual(keys(paramsOf([{ name: 'a', values: [0, 5] }, 'b'], undefined, { offset: 1 })), [
    [0, 0],
    [5, 0],
    [2, 1],
    [255, 255],
  ]);
});

test('a rule for the rest alone leaves the values of classes as they are', (t) => {
  t.deepEqual(keys(paramsOf(['a', 'b'], { '*': 'ignore' })), [
    [0, 0],
    [1, 1],
    [255, 255],
  ]);
});

test('colours are written with six digits', (t) => {
  const params = paramsOf(['road', 'sky'], { '#804080': 'road', '#000001': 'sky' }, { mask_format: 'color' });
  t.deepEqual(keys(params), [
    [0x804080, 0],
    [1, 1],
  ]);
});

test('names, keys and classes that do not fit are told where they are written', (t) => {
  const wrong = (params: ReturnType<typeof paramsOf>) =>
    wrongLabels(params).map(({ path, message }) => `${path.join('.')}: ${message}`);
  t.deepEqual(wrong(paramsOf(['road', 'car'], { 1: 'rod', 2: 'car', 3: 'ignored', 4: 'road' })), [
    'labels.1: expected the name of a class or `ignore`, got `rod`; did you mean `road`?',
    'labels.3: expected the name of a class or `ignore`, got `ignored`; did you mean `ignore`?',
  ]);
  t.deepEqual(wrong(paramsOf(['road', 'car'], { '#000000': 'road', 1: 'car' })), [
    'labels.#000000: expected a value such as `7` for masks of `mask_format: index`, got `#000000`',
  ]);
  t.deepEqual(wrong(paramsOf(['road', 'car'], { 1: 'road', '*': 'car' }, { mask_format: 'color' })), [
    'labels.1: expected a colour such as `"#804080"` for masks of `mask_format: color`, got `1`',
  ]);
  t.deepEqual(wrong(paramsOf(['road', 'car'], { 1: 'road', '*': 'ignore' })), [
    'classes.1: expected a value of `car` in `labels`, which says what the values of the other classes are',
  ]);
  t.deepEqual(wrong(paramsOf(['road', { name: 'car', values: [9] }], { 1: 'road' })), []);
});

test('a value with two meanings is told with both places', (t) => {
  const found = contradictions(paramsOf([{ name: 'a', values: [1] }, 'b'], { 1: 'b', 2: 'b' }));
  t.deepEqual(
    found.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ['labels.1: expected one meaning of 1, it is a value of `a` (dataset.classes.0) and of `b` (dataset.labels.1)'],
  );
  t.is(contradictions(paramsOf(['a', 'b'], { 0: 'a', 1: 'b', 255: 'b' })).length, 0, '255 gives way');
});
