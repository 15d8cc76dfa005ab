import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a file manager opens a project by: it lies in the project's folder, and its place is all it says. */
const projectFile = 'project.ramune';

/** Puts it there where it is missing. A project opens without it, so what stands in its way is passed over. */
export async function addProjectFile(folder: string): Promise<void> {
  await writeFile(join(folder, projectFile), 'Ramune Studio project\n', { flag: 'wx' }).catch(() => {});
}
