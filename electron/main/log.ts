import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const mostBytes = 1_000_000; // of a file, before the next one is begun
const files = ['studio.log', 'studio.1.log', 'studio.2.log'];

/** What happened, for whoever looks into a problem: a line each, in the user's own folder, the newest three files. */
export class Log {
  constructor(readonly folder: string) {}

  /** Never fails: a full disk must not stop the studio for the sake of its log. */
  write(source: 'studio' | 'engine' | 'window', text: string): void {
    const lines = redact(text).trimEnd().split('\n');
    const stamp = `${new Date().toISOString()} ${source.padEnd(6)} `;
    try {
      mkdirSync(this.folder, { recursive: true });
      this.rotate();
      appendFileSync(join(this.folder, files[0]), lines.map((line) => `${stamp}${line}\n`).join(''));
    } catch {
      return;
    }
  }

  private rotate(): void {
    const [newest] = this.paths();
    if ((statSync(newest, { throwIfNoEntry: false })?.size ?? 0) < mostBytes) return;
    const paths = this.paths();
    for (let i = paths.length - 1; i > 0; i--)
      if (statSync(paths[i - 1], { throwIfNoEntry: false })) renameSync(paths[i - 1], paths[i]);
  }

  private paths(): string[] {
    return files.map((name) => join(this.folder, name));
  }
}

/** Blots out what looks like a password or a token, in addresses, headers and settings; in linear time. */
export function redact(text: string): string {
  return text
    .replace(/(:\/\/[^\s:/@]{0,100}):[^\s@]{1,500}@/g, '$1:…@')
    .replace(/\b(Bearer|Basic)\s{1,5}[^\s"',;]+/gi, '$1 …')
    .replace(
      /((?:token|password|passwd|secret|api[_-]?key)["']?\s{0,5}[=: ]\s{0,5})("[^"]{0,500}"|'[^']{0,500}'|[^\s,;}&]+)/gi,
      '$1…',
    );
}
