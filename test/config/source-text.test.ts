import test from 'ava';
import { join } from 'node:path';
import { displayName, locate, maxFileBytes, readSourceText, type SourceText } from '../../src/config/source-text.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { createWorkspace } from './_workspace.ts';

const source: SourceText = { path: '/w/x.yaml', name: 'x.yaml', text: 'one: 1\r\ntwo: 22\nthree: 3' };

test('a place has its line, column, length and the text of the line', (t) => {
  t.deepEqual(locate(source, 0), { file: 'x.yaml', line: 1, column: 1, text: 'one: 1', length: 1 });
  t.deepEqual(locate(source, 13, 15), { file: 'x.yaml', line: 2, column: 6, text: 'two: 22', length: 2 });
  t.deepEqual(locate(source, 23, 24), { file: 'x.yaml', line: 3, column: 8, text: 'three: 3', length: 1 });
});

test('what is underlined ends with its line, and is never nothing', (t) => {
  t.is(locate(source, 13, 30).length, 2, 'a value of several lines');
  t.is(locate(source, 15, 15).length, 1, 'at the end of a line');
});

test('an argument has a column, but no line', (t) => {
  const argument = { path: '', name: '--set', text: 'optimizer.lr=x' };
  t.deepEqual(locate(argument, 13, 14), { file: '--set', column: 14, text: 'optimizer.lr=x', length: 1 });
});

test('a file is named as a user would type it', (t) => {
  t.is(displayName('/w/experiments/a.yaml', '/w'), 'experiments/a.yaml');
  t.is(displayName('/other/a.yaml', '/w'), '/other/a.yaml');
  t.is(displayName('/w2/a.yaml', '/w'), '/w2/a.yaml', 'a folder whose name begins alike');
  t.is(displayName('/w', '/w'), '/w');
});

test('a text is read with its path and its name', async (t) => {
  const folder = await createWorkspace(t, { 'a/x.yaml': 'seed: 1\n' });
  const path = join(folder, 'a/x.yaml');
  t.deepEqual(await readSourceText(path, folder), { path, name: 'a/x.yaml', text: 'seed: 1\n' });
});

test('a file that is not there: the nearest name, and what its path is relative to', async (t) => {
  const folder = await createWorkspace(t, { 'quickstart.yaml': '' });
  const typed = (await readSourceText(join(folder, 'quikstart.yaml'), folder)) as Problem;
  t.is(typed.code, 'file-missing');
  t.is(typed.message, 'expected a configuration file, reading `quikstart.yaml` failed: it does not exist');
  t.deepEqual(typed.where, { file: 'quikstart.yaml' });
  t.deepEqual(typed.hints, [
    'did you mean `quickstart.yaml`?',
    'the path is relative to the folder in which the command is started',
  ]);
  const from = { file: 'x.yaml', line: 3, column: 1 };
  const extended = (await readSourceText(join(folder, 'none.yaml'), folder, from)) as Problem;
  t.is(extended.where, from);
  t.deepEqual(extended.hints, ['the path is relative to the file that names it']);
});

test('a folder is told as one, with the experiments in it but not those to be extended', async (t) => {
  const files = { 'e/b.yaml': '', 'e/a.yml': '', 'e/_base.yaml': '', 'e/notes.txt': '' };
  const folder = await createWorkspace(t, files);
  const problem = (await readSourceText(join(folder, 'e'), folder)) as Problem;
  t.is(problem.code, 'bad-argument');
  t.is(problem.message, 'expected a configuration file, `e` is a folder');
  t.deepEqual(problem.hints, [`give one of its files: ${join('e', 'a.yml')}, ${join('e', 'b.yaml')}`]);
});

test('bytes that are not UTF-8 are refused at the first of them', async (t) => {
  const bytes = Uint8Array.from([...Buffer.from('a: 1\nb: é'), 0xff, 0x78]);
  const folder = await createWorkspace(t, { 'x.yaml': bytes });
  const problem = (await readSourceText(join(folder, 'x.yaml'), folder)) as Problem;
  t.is(problem.code, 'yaml-unsafe');
  t.like(problem.where, { line: 2, column: 5, text: 'b: é' });
});

test('a file of 256 KiB is read, one byte more is not', async (t) => {
  const text = `# ${'x'.repeat(maxFileBytes - 3)}\n`;
  const folder = await createWorkspace(t, { 'fits.yaml': text, 'large.yaml': `${text}\n` });
  t.is(((await readSourceText(join(folder, 'fits.yaml'), folder)) as SourceText).text.length, 262_144);
  const problem = (await readSourceText(join(folder, 'large.yaml'), folder)) as Problem;
  t.is(problem.message, 'expected a configuration of at most 256 KiB, got 262145 bytes');
});
