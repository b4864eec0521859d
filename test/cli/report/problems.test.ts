import test from 'ava';
import { problemLines, problemsJson } from '../../../src/cli/report/problems.ts';
import { testContext } from '../_context.ts';

const where = { file: 'x.yaml', line: 3, column: 5, text: '    lrr: 1', length: 3 };

test('a problem for programs has all fields, and null where there is nothing', (t) => {
  const { context } = testContext({ program: () => 'npx tessera' });
  const hints = ['did you mean `lr`?', 'see `tessera components optimizer adam`'];
  const message = 'expected a key of optimizer `adam`, got `lrr`';
  t.deepEqual(
    problemsJson(
      [
        { code: 'unknown-key', message, path: 'optimizer.lrr', where, hints },
        { code: 'git-failed', message: 'no' },
      ],
      context,
    ),
    [
      {
        code: 'unknown-key',
        message,
        expected: 'a key of optimizer `adam`',
        got: '`lrr`',
        path: 'optimizer.lrr',
        file: 'x.yaml',
        line: 3,
        column: 5,
        hints: ['did you mean `lr`?', 'see `npx tessera components optimizer adam`'],
      },
      {
        code: 'git-failed',
        message: 'no',
        expected: null,
        got: null,
        path: null,
        file: null,
        line: null,
        column: null,
        hints: [],
      },
    ],
  );
});

for (const [message, expected, got] of [
  ['Expected a number, got `a, got b`', 'a number', '`a, got b`'],
  ['--size: expected a size; got 3', 'a size', '3'],
  ['expected `optimizer` to have the key `type`', '`optimizer` to have the key `type`', null],
  ['expected the backend to load, but it has no addon', 'the backend to load', null],
  ['expected a folder of runs, got `x`, which is not there', 'a folder of runs', '`x`, which is not there'],
  ['expected a, b and c, which exist', 'a, b and c', null],
  ['pspnet needs 3 features, got 2', null, null],
] as const)
  test(`what was expected and what came: ${message}`, (t) => {
    const [problem] = problemsJson([{ code: 'bad-value', message }], testContext().context);
    t.like(problem, { expected, got });
  });

test('lines of files are cut to the width of standard error', (t) => {
  const text = `${'a'.repeat(100)}BAD${'b'.repeat(100)}`;
  const problem = { code: 'bad-value', message: 'no', where: { ...where, text, column: 101 } } as const;
  const { context } = testContext({ columns: () => 200, errColumns: () => 60 });
  const lines = problemLines([problem], context).split('\n');
  t.deepEqual(
    lines.slice(1).map((line) => line.length),
    [60, 34],
  );
});
