import test from 'ava';
import { compositionSection } from '../../schemas/composition.ts';

const takes = (value: unknown) => compositionSection.safeParse(value).success;

test('parents are one or several, and at least one', (t) => {
  t.true(takes({ extends: './a.yaml' }));
  t.true(takes({ extends: ['./a.yaml', './b.yaml'] }));
  t.false(takes({ extends: [] }));
});

test('drop takes paths, append lists by path', (t) => {
  t.true(takes({ drop: 'a.b', append: { augmentations: [{ type: 'x' }] } }));
  t.true(takes({ drop: ['a.b', 'c'] }));
  t.false(takes({ append: { augmentations: { type: 'x' } } }));
});

test('a format is a whole number from 1', (t) => {
  t.true(takes({ format: 1 }));
  for (const format of [0, 1.5, '2']) t.false(takes({ format }));
});
