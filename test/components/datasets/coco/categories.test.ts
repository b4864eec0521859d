import test from 'ava';
import { classByCategory, sharedCategories } from '../../../../src/components/datasets/coco/categories.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';

const categories = [
  { id: 7, name: 'cat' },
  { id: 2, name: 'dog' },
  { id: 9, name: 'puppy' },
];

test('a class has the category of its name, or those that it lists; the background has none', (t) => {
  const classes = [{ name: 'cat' }, { name: 'dog', categories: ['puppy', 'dog'] }];
  t.deepEqual(
    [...classByCategory(categories, classes)],
    [
      [9, 1],
      [2, 1],
    ],
  );
  t.deepEqual(
    [...classByCategory(categories, [{ name: 'rest', categories: ['dog'] }, { name: 'cat' }])],
    [
      [2, 0],
      [7, 1],
    ],
  );
});

test('each category that the file lacks is a problem, with the nearest name or all names', (t) => {
  const classes = [{ name: 'background' }, { name: 'cats' }, { name: 'x', categories: ['elephant'] }];
  const error = t.throws(() => classByCategory(categories, classes), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, path, message, hints }) => [code, path, message, hints]),
    [
      [
        'bad-value',
        'dataset.classes.1',
        'expected a category of the instances file, got `cats`',
        ['did you mean `cat`?'],
      ],
      [
        'bad-value',
        'dataset.classes.2',
        'expected a category of the instances file, got `elephant`',
        ['its categories: `cat`, `dog`, `puppy`'],
      ],
    ],
  );
});

test('a category of two classes contradicts itself, in the later one', (t) => {
  const classes = [{ name: 'background' }, { name: 'pet', categories: ['cat', 'dog'] }, { name: 'cat' }];
  t.deepEqual(sharedCategories(classes), [
    {
      path: ['classes', 2],
      message:
        'expected one class for each category, `cat` is one of `pet` (dataset.classes.1) and of `cat` (dataset.classes.2, by default)',
    },
  ]);
  const both = [
    { name: 'a', categories: ['x'] },
    { name: 'b', categories: ['x'] },
  ];
  t.regex(sharedCategories(both)[0]!.message, /of `b` \(dataset\.classes\.1\)$/);
  t.deepEqual(sharedCategories([{ name: 'cat' }, { name: 'cat' }, { name: 'dog' }]), [], 'class 0 has no category');
  t.deepEqual(sharedCategories([{ name: 'a' }, { name: 'b', categories: ['x', 'x'] }]), [], 'twice in one class');
});
