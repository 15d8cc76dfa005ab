import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '@shared/errors';
import { writeAtomic } from '../project/atomic-file';
import { openPhoto } from './decode';

const atOnce = Math.max(2, availableParallelism());

/** Small JPEGs of photos, made once and kept in the project's cache. */
export class Thumbnails {
  private readonly making = new Map<string, Promise<string>>();
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly folder: string) {}

  /** Path of a JPEG at most `width` wide. Those who ask for one that is being made share the work. */
  async pathOf(id: string, width: number, original: () => Promise<string>): Promise<string> {
    const path = join(this.folder, String(width), id.slice(0, 2), `${id}.jpg`);
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
    const made = this.making.get(path) ?? this.make(path, width, original);
    this.making.set(path, made);
    return made.finally(() => this.making.delete(path));
  }

  private async make(path: string, width: number, original: () => Promise<string>): Promise<string> {
    await this.turn();
    try {
      const source = openPhoto(await original());
      const jpeg = await source.resize({ width, withoutEnlargement: true }).jpeg({ quality: 82 }).toBuffer();
      await writeAtomic(path, jpeg);
      return path;
    } catch (error) {
      if (error instanceof StudioError) throw error;
      throw new StudioError('photo-broken', 'The photo cannot be shown; its file is damaged.', String(error));
    } finally {
      this.passOn();
    }
  }

  /** Waits until one can be made. */
  private async turn(): Promise<void> {
    if (this.running < atOnce) this.running += 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  /** Hands the turn to the one who asked last: what was asked for before may have been scrolled out of view. */
  private passOn(): void {
    const next = this.queue.pop();
    if (next) next();
    else this.running -= 1;
  }
}
