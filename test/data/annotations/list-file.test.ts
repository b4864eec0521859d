import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { badLine, parseLines, readListFile } from '../../../src/data/annotations/list-file.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function read(text: string) {
  const file = join(await newFolder(), 'list.txt');
  await writeFile(file, text);
  return readListFile(file, 'dataset.list');
}

test('any fields come back with their line, whatever blanks, empty lines, comments and line ends lie between', async (t) => {
  const field = fc.stringMatching(/^[a-z0-9_.\u00e4\u6f22-]{1,8}$/);
  const line = fc.oneof(
    fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => ({ fields, text: ` ${fields.join(' \t ')} ` })),
    fc.constantFrom('', '   ', '# comment', '#').map((text) => ({ fields: undefined, text })),
  );
  const file = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'));
  await fc.assert(
    fc.asyncProperty(file, async ([lines, end]) => {
      const got = await read(lines.map(({ text }) => text).join(end));
      const expected = lines.flatMap(({ fields }, index) => (fields ? [{ fields, line: index + 1 }] : []));
      t.deepEqual(
        got.map(({ fields, line: number }) => ({ fields, line: number })),
        expected,
      );
    }),
    { numRuns: 60 },
  );
});

test('a list that is missing is named with the key that says where it is', async (t) => {
  const error = await t.throwsAsync(readListFile('/no/such/list.txt', 'dataset.test'), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'file-missing', path: 'dataset.test' });
});

test('the problems of all lines are thrown at once, at most twenty, each pointing at its line', async (t) => {
  const lines = await read(Array.from({ length: 30 }, (_, index) => `line${index}`).join('\n'));
  const parse = () =>
    parseLines(lines, (line) => (line.line % 2 ? line.fields[0]! : badLine('list.txt', line, 'a name')));
  const error = t.throws(parse, { instanceOf: TesseraError });
  t.is(error.problems.length, 15);
  t.like(error.problems[0], { code: 'bad-dataset', where: { file: 'list.txt', line: 2, text: 'line1' } });
  const all = t.throws(() => parseLines(lines, (line) => badLine('list.txt', line, 'a name')), {
    instanceOf: TesseraError,
  });
  t.is(all.problems.length, 20);
  t.deepEqual(
    parseLines(lines.slice(0, 2), ({ fields }) => fields[0]!),
    ['line0', 'line1'],
  );
});
