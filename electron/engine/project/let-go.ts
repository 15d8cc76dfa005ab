import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * libsql keeps the files of a database that was closed open until its statements are collected. Collects them, so that the
 * files can be moved and a drive can be taken out.
 */
export function letGoOfFiles(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
