import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RunNotes } from '@shared/training';
import { writeAtomic } from '../project/atomic-file';

/**
 * What people say about a run, in its `notes.json`: apart from `run.json`, which a live run writes every epoch.
 * A run that was taken out has the date of that, until its folder is deleted.
 */
const NotesFile = RunNotes.extend({ removedAt: z.string().nullable() });
type NotesFile = z.infer<typeof NotesFile>;

const pathIn = (folder: string) => join(folder, 'notes.json');

/** The notes in a run's folder; none where there is no readable file. */
export async function readNotes(folder: string): Promise<NotesFile> {
  const none = { tags: [], notes: '', removedAt: null };
  const text = await readFile(pathIn(folder), 'utf8').catch(() => null);
  if (text === null) return none;
  try {
    return NotesFile.parse(JSON.parse(text));
  } catch {
    return none;
  }
}

/** Changes some of the notes in a run's folder. */
export async function writeNotes(folder: string, changes: Partial<NotesFile>): Promise<void> {
  const notes = { ...(await readNotes(folder)), ...changes };
  await writeAtomic(pathIn(folder), JSON.stringify(notes, null, 2));
}
