import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { findingsIn } from './_prose.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

test('comments, messages and pages are in plain English', (t) => {
  const found = pathsOf().flatMap((path) =>
    findingsIn(path, readFileSync(join(root, path), 'utf8')).map(
      ({ line, rule, text }) => `${path}:${line}: ${rule}: ${text}`,
    ),
  );
  t.deepEqual(found, []);
});

const rulesOf = (path: string, source: string) => findingsIn(path, source).map(({ line, text }) => `${line}: ${text}`);

test('a rate is written with "per"', (t) => {
  const awkward = [
    '40 images a second',
    'Samples a second, shuffled',
    'one file a run',
    'a test a file',
    'one JSON line a logged step',
    'last, best, one an epoch',
    '4 bytes a pixel',
  ];
  for (const text of awkward) t.is(rulesOf('page.md', `It is ${text}.`).length, 1, text);
  const plain = [
    '40 images per second',
    'one file for each run',
    'a file of a run',
    'one that a file lacks',
    'One loader fills a batch',
    'It takes a second one',
    'a class without a test',
    '# Add a component\n\nA component is one file',
    'Two samples make a batch',
  ];
  for (const text of plain) t.deepEqual(rulesOf('page.md', `${text}.`), [], text);
});

test('a comment does not begin with "Of", and is read over the ends of its lines', (t) => {
  t.deepEqual(rulesOf('a.ts', '/** Of the last step. */\nlet a;'), ['1: Of the last step']);
  t.deepEqual(rulesOf('a.ts', 'let a;\n// Of the last step\n'), ['2: Of the last step']);
  t.deepEqual(rulesOf('a.ts', '/** The last step of a run. */\nlet a;'), []);
  t.deepEqual(rulesOf('a.ts', "const a = 'Of the last step';"), []);
  t.deepEqual(rulesOf('a.ts', '\n/**\n * It makes 40 images\n * a second.\n */\nlet a;'), ['3: 40 images a second']);
  t.deepEqual(rulesOf('a.ts', '// It makes 40 images\n// a second.\nlet a;'), ['1: 40 images a second']);
});

test('code is quoted with backticks, in comments, strings and templates', (t) => {
  t.deepEqual(rulesOf('a.ts', 'const a = `${b} is «c»`;'), ['1: »']);
  t.deepEqual(rulesOf('a.ts', "f('«c»'); // «d»"), ['1: »']);
  t.deepEqual(rulesOf('a.yaml', 'a: «b»\nc: d  # «e»'), ['2: »']);
  t.deepEqual(rulesOf('a.py', '"""«a»"""\nb = "«"\n# «c»'), ['1: »', '3: »']);
  t.deepEqual(rulesOf('a.ts', 'const a = /«/;'), []);
});

/** All that people read, but for docs/commands.md, whose texts are those of src/cli. */
function pathsOf(): string[] {
  const folders = ['src', 'schemas', 'test', 'bench', 'experiments', 'docs', 'proof'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const pages = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [...folders, ...pages, '.ci/run'].filter(
    (path) =>
      /\.(ts|js|mjs|md|yaml|py)$|^\.ci\/run$/.test(path) &&
      !/^test\/(_prose|prose\.test)\.ts$|^docs\/commands\.md$/.test(path),
  );
}
