import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { changeNotes, readNotes, withArchived, withNote, withTags } from '../../src/runs/notes.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a run of which nobody has said anything has no notes', async (t) => {
  t.deepEqual(await readNotes(await newFolder()), { tags: [] });
});

test('notes are kept in a file of their own, with a format', async (t) => {
  const folder = await newFolder();
  await changeNotes(folder, (notes) => withTags(notes, ['b', 'a', 'b']));
  const changed = await changeNotes(folder, (notes) => withNote(withTags(notes, ['c'], ['b']), ' as in the paper\n'));
  t.deepEqual(changed, { tags: ['a', 'c'], note: 'as in the paper' });
  t.deepEqual(await readNotes(folder), changed);
  t.is((JSON.parse(await readFile(join(folder, 'notes.json'), 'utf8')) as { format: number }).format, 2);
});

test('an empty note removes it, and archiving can be taken back', (t) => {
  t.deepEqual(withNote({ tags: ['a'], note: 'x' }, ' '), { tags: ['a'] });
  t.deepEqual(withArchived({ tags: [] }, true), { tags: [], archived: true });
  t.deepEqual(withArchived({ tags: [], archived: true }, false), { tags: [] });
});
