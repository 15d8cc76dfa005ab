import { join } from 'node:path';

/** What is where in a project's folder. */
export interface ProjectPaths {
  photos: string;
  runs: string;
  models: string;
  cache: string;
  /** What a run needs while it is under way. */
  training: string;
  backups: string;
  database: string;
}

export function pathsOf(folder: string): ProjectPaths {
  const inside = (name: string) => join(folder, name);
  return {
    photos: inside('photos'),
    runs: inside('runs'),
    models: inside('models'),
    cache: inside('cache'),
    training: inside('cache/training'),
    backups: inside('backups'),
    database: inside('ramune.db'),
  };
}
