import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import { Preferences, RecentProject } from '@shared/bridge';
import { writeAtomically } from './write-file';

const recentLimit = 12;

const Saved = z.object({ preferences: Preferences, recent: z.array(RecentProject) });
type Saved = z.infer<typeof Saved>;

/** What the studio remembers about this user: preferences and recent projects, newest first. */
export class PreferenceStore {
  private readonly path = join(app.getPath('userData'), 'preferences.json');
  private saved: Saved = load(this.path);

  get preferences(): Preferences {
    return this.saved.preferences;
  }

  get recent(): RecentProject[] {
    return this.saved.recent;
  }

  setPreferences(preferences: Preferences): void {
    this.save({ ...this.saved, preferences });
  }

  remember(project: { folder: string; name: string }): void {
    const others = this.recent.filter(({ folder }) => folder !== project.folder);
    const recent = [{ ...project, openedAt: new Date().toISOString() }, ...others].slice(0, recentLimit);
    this.save({ ...this.saved, recent });
  }

  forget(folder: string): void {
    this.save({ ...this.saved, recent: this.recent.filter((project) => project.folder !== folder) });
  }

  private save(saved: Saved): void {
    this.saved = saved;
    writeAtomically(this.path, JSON.stringify(saved, null, 2));
  }
}

/** A missing or damaged file must not keep the studio from starting: it starts afresh. */
function load(path: string): Saved {
  try {
    return Saved.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { preferences: { language: 'system', theme: 'system', toured: false }, recent: [] };
  }
}
