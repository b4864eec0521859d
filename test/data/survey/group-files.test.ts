import test from 'ava';
import type { FileProblem, Problem } from '../../../src/core/errors/index.ts';
import { groupFiles } from '../../../src/data/survey/group-files.ts';

const group = { one: 'mask cannot be read', many: 'masks cannot be read' };
const gif = { one: 'is a GIF', many: 'are GIFs' };
const damaged = { one: 'is damaged', many: 'are damaged' };

const problem = (file: string, more: Partial<FileProblem> = {}, hints: readonly string[] = []): Problem => ({
  code: 'bad-image',
  message: `the mask ${file} ...`,
  path: 'dataset',
  hints,
  of: { group, file, ...more },
});

test('files with the same problem are one problem, by kinds, the most frequent first', (t) => {
  const [told, ...others] = groupFiles([
    problem('b.png', { kind: damaged, detail: 'it ends early' }, ['replace it', 'skip it']),
    problem('a.gif', { kind: gif, detail: '' }, ['convert it', 'skip it']),
    problem('c.gif', { kind: gif }),
  ]);
  t.deepEqual(others, []);
  t.deepEqual(told, {
    code: 'bad-image',
    path: 'dataset',
    message: '3 masks cannot be read: 2 are GIFs, first: a.gif; 1 is damaged, first: b.png (it ends early)',
    hints: ['convert it', 'skip it', 'replace it'],
  });
});

test('a group that says it all has no kinds', (t) => {
  const missing = { one: 'photo has no mask', many: 'photos have no mask' };
  const [told] = groupFiles([problem('a.jpg', { group: missing }), problem('b.jpg', { group: missing })]);
  t.is(told!.message, '2 photos have no mask, first: a.jpg');
});

test('a single file keeps its own problem, and so does what is no problem of a file', (t) => {
  const all = [
    problem('a.png', { kind: gif }),
    { code: 'bad-dataset', message: 'x' },
    { code: 'bad-dataset', message: 'y' },
  ];
  t.deepEqual(groupFiles(all as Problem[]), all);
});

test('groups stay in the order in which they begin', (t) => {
  const other = { one: 'photo is', many: 'photos are' };
  const told = groupFiles([problem('1'), problem('2', { group: other }), problem('3'), problem('4', { group: other })]);
  t.deepEqual(
    told.map(({ message }) => message),
    ['2 masks cannot be read, first: 1', '2 photos are, first: 2'],
  );
});
