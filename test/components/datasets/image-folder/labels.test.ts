import test from 'ava';
import { classParam, contradictions, ignoreParam } from '../../../../src/components/datasets/image-folder/labels.ts';

function messages(classes: readonly object[], ignore: object = {}, mask_format: 'index' | 'color' = 'index') {
  return contradictions({
    mask_format,
    classes: classes.map((each) => classParam.parse(each)),
    ignore: ignoreParam.parse(ignore),
  }).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a value of two classes is told with both places, also where one has it by default', (t) => {
  const [bg, cat] = [
    { name: 'bg', values: [0, 1] },
    { name: 'cat', values: [2, 3] },
  ];
  t.deepEqual(messages([bg, cat, { name: 'dog' }]), [
    'classes.2: expected one meaning of 2, it is a value of `cat` (dataset.classes.1) and of `dog` (dataset.classes.2, by default)',
  ]);
  t.deepEqual(messages([bg, cat, { name: 'dog', values: [4, 1] }]), [
    'classes.2: expected one meaning of 1, it is a value of `bg` (dataset.classes.0) and of `dog` (dataset.classes.2)',
  ]);
  t.deepEqual(messages([bg, { name: 'cat', values: [2, 2] }]), []);
});

test('a value of a class that is also ignored is told', (t) => {
  t.deepEqual(messages([{ name: 'car' }, { name: 'road' }], { values: [0, 3] }), [
    'ignore: expected one meaning of 0, it is a value of `car` (dataset.classes.0, by default) and of what is ignored (dataset.ignore.values)',
  ]);
  t.is(messages([{ name: 'a' }, { name: 'b', values: [255] }], { values: [255, 7] }).length, 1);
});

test('255, which is ignored by default, gives way to a class that lists it', (t) => {
  t.deepEqual(messages([{ name: 'a' }, { name: 'b', values: [255] }]), []);
});

test('with colours, the same holds of colours, and values do not count', (t) => {
  const black = [0, 0, 0];
  const both = [
    { name: 'a', color: black, values: [1] },
    { name: 'b', colors: [[9, 9, 9], black], values: [1] },
  ];
  t.deepEqual(messages(both, {}, 'color'), [
    'classes.1: expected one meaning of [0, 0, 0], it is a colour of `a` (dataset.classes.0, by default) and of `b` (dataset.classes.1)',
  ]);
  t.deepEqual(messages([{ name: 'a' }, { name: 'b' }], { colors: [[128, 0, 0]] }, 'color'), [
    'ignore: expected one meaning of [128, 0, 0], it is a colour of `b` (dataset.classes.1, by default) and of what is ignored (dataset.ignore.colors)',
  ]);
  t.is(messages(both).length, 1);
});
