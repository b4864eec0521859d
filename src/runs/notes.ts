import { join } from 'node:path';
import { z } from 'zod';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { writeJson } from '../core/json-file.ts';
import type { FileReader } from '../core/many-files.ts';

/** `notes.json`: what people say of a run. Training never writes it. */
export const notesSchema = z.object({
  tags: z.array(z.string()).default([]),
  note: z.string().optional(),
  /** Lists leave it out. */
  archived: z.literal(true).optional(),
});
export type Notes = z.output<typeof notesSchema>;

export const notesFile = 'notes.json';

/** Empty if nobody has said anything. @throws TesseraError `file-unreadable` */
export async function readNotes(path: string, reader?: Pick<FileReader, 'text'>): Promise<Notes> {
  return (await readFormatted(join(path, notesFile), 'notes', notesSchema, reader)) ?? { tags: [] };
}

/** Changes what is said of a run, and returns what is said then. @throws TesseraError `file-unreadable` */
export async function changeNotes(path: string, change: (notes: Notes) => Notes): Promise<Notes> {
  const changed = change(await readNotes(path));
  await writeJson(join(path, notesFile), withFormat(changed));
  return changed;
}

/** Without tags that it has already, and in alphabetical order. */
export function withTags(notes: Notes, added: readonly string[], removed: readonly string[] = []): Notes {
  const kept = notes.tags.filter((tag) => !removed.includes(tag));
  return { ...notes, tags: [...new Set([...kept, ...added])].sort() };
}

/** An empty text removes the note. */
export function withNote({ note: _, ...notes }: Notes, text: string): Notes {
  return text.trim() === '' ? notes : { ...notes, note: text.trim() };
}

export function withArchived({ archived: _, ...notes }: Notes, archived: boolean): Notes {
  return archived ? { ...notes, archived: true } : notes;
}
