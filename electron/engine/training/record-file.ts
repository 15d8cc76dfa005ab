import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StudioError } from '@shared/errors';

/** Many records of one size in one file: decoded photos and cached features, too many to hold in memory. */
export class RecordFile {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly recordBytes: number,
  ) {}

  /** Makes an empty file; an old one of that name is replaced. */
  static async create(path: string, recordBytes: number): Promise<RecordFile> {
    await mkdir(dirname(path), { recursive: true });
    return new RecordFile(path, await open(path, 'w+'), recordBytes);
  }

  /** Writes consecutive records, the first at `index`. Throws `disk-full`. */
  async write(index: number, records: Uint8Array): Promise<void> {
    const { bytesWritten } = await this.file.write(records, 0, records.byteLength, index * this.recordBytes);
    // A disk that is nearly full takes a part, and says so only when it is asked again.
    if (bytesWritten < records.byteLength) throw new StudioError('disk-full', 'The disk is full.', this.path);
  }

  /** The records at these indices, one after another, in `out`: fresh memory unless it is given. */
  async read(
    indices: readonly number[],
    out = new Uint8Array(indices.length * this.recordBytes),
  ): Promise<Uint8Array> {
    await Promise.all(
      indices.map((index, i) =>
        this.file.read(out, i * this.recordBytes, this.recordBytes, index * this.recordBytes),
      ),
    );
    return out;
  }

  /** Closes and deletes it. */
  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }
}
