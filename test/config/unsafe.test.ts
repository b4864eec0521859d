import test from 'ava';
import type { Problem } from '../../src/core/errors/index.ts';
import { parseSource } from '../../src/config/parse.ts';

const size = 64 * 1024;
const fill = (text: string) => text.repeat(size / text.length);
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Texts that make careless parsers take quadratic time, or all of the stack or memory. */
function hostile(title: string, text: string, code: Problem['code'] | 'valid'): void {
  test(`${title} ends with ${code === 'valid' ? 'a value' : `a located ${code}`}, soon`, (t) => {
    const problems: Problem[] = [];
    const tree = parseSource({ path: '/x.yaml', name: 'x.yaml', text }, 'file', (problem) => problems.push(problem));
    t.is(tree !== undefined, code === 'valid');
    t.true(problems.length <= 50);
    t.deepEqual([...new Set(problems.map((problem) => problem.code))], code === 'valid' ? [] : [code]);
    for (const { where } of problems) t.true(where?.line! >= 1 && where?.column! >= 1);
  });
}

hostile('brackets without end', fill('['), 'yaml-unsafe');
hostile('braces without end', fill('{a: '), 'yaml-unsafe');
hostile('dashes without end', fill('- '), 'yaml-unsafe');
hostile('question marks without end', fill('? '), 'yaml-unsafe');
hostile(
  'sections without end',
  lines(350, (index) => `${' '.repeat(index)}a:`),
  'yaml-unsafe',
);
hostile(
  'lists nested by lines of dashes',
  lines(30, (index) => ' '.repeat(60 * index * 2) + '- '.repeat(60)),
  'yaml-unsafe',
);
hostile('closing brackets only', fill(']'), 'yaml-syntax');
hostile('quotes only', fill('"'), 'yaml-syntax');
hostile('tags only', fill('- !a x\n'), 'yaml-syntax');
hostile('documents only', fill('---\n'), 'yaml-syntax');
hostile('one key again and again', fill('a: 1\n'), 'yaml-unsafe');
hostile(
  'thousands of keys',
  lines(6000, (index) => `k${index}: 1`),
  'valid',
);
hostile(
  'thousands of anchors',
  lines(4000, (index) => `- &a${index} x`),
  'valid',
);
hostile('thousands of aliases', `a: &a 1\nb: [${'*a, '.repeat(10_000)}]`, 'valid');
hostile(
  'aliases of aliases',
  lines(
    12,
    (index) =>
      `k${index}: &k${index} [${
        index === 0
          ? 'x'
          : Array(9)
              .fill(`*k${index - 1}`)
              .join(', ')
      }]`,
  ),
  'yaml-unsafe',
);
hostile('an alias inside its own anchor', 'a: &a [*a]', 'yaml-syntax');
