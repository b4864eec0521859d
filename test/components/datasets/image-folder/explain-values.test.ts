import test from 'ava';
import { explain } from '../../../../src/components/datasets/image-folder/explain-values.ts';

const two = [{ name: 'bg' }, { name: 'obj' }];

test('what values probably mean is written as YAML', (t) => {
  const values = [
    { value: '0', label: 0, pixels: 9, masks: 1 },
    { value: '255', label: 255, pixels: 1, masks: 1 },
  ];
  t.deepEqual(explain(values, { mask_format: 'index', classes: two }), [
    'binary masks often store 255 for what others store as 1; if so, write in the section `dataset`:',
    '`classes: [{name: bg, values: [0]}, {name: obj, values: [255]}]`',
    '`ignore: {values: []}`',
  ]);
});

test('values that nothing explains can be ignored', (t) => {
  const values = [
    { value: '0', label: 0, pixels: 9, masks: 1 },
    { value: '1', label: 1, pixels: 9, masks: 1 },
    { value: '9', pixels: 1, masks: 1 },
  ];
  t.deepEqual(explain(values, { mask_format: 'index', classes: two }), [
    'to ignore what is no class, add to `ignore: {values: [...]}`: 9',
  ]);
  t.deepEqual(explain(values.slice(0, 2), { mask_format: 'index', classes: two }), []);
});

test('dark greys among colours are numbers of classes', (t) => {
  const values = [
    { value: '[0, 0, 0]', label: 0, pixels: 9, masks: 1 },
    { value: '[11, 11, 11]', pixels: 9, masks: 1 },
  ];
  const [first, second] = explain(values, { mask_format: 'color', classes: two });
  t.regex(first!, /`mask_format: index`/);
  t.is(second, 'to ignore what is no class, add to `ignore: {colors: [...]}`: [11, 11, 11]');
  t.is(explain([{ value: '[11, 12, 11]', pixels: 9, masks: 1 }], { mask_format: 'color', classes: two }).length, 1);
});

test('of many classes, the first are written', (t) => {
  const classes = Array.from({ length: 30 }, (_, index) => ({ name: `c${index}` }));
  const values = classes.map((_, index) => ({ value: String(index + 1), label: index + 1, pixels: 1, masks: 1 }));
  const [, written] = explain(values, { mask_format: 'index', classes });
  t.true(written!.endsWith('{name: c23, values: [24]}, ...]`'), written);
});
