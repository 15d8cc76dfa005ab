import type { z } from 'zod';
import { type Edges, fitBox, isWhole, type Box, type Size } from '@shared/box';
import type { ClassKind, ImportProblem, Split } from '@shared/domain';

export type Problem = z.infer<typeof ImportProblem>;

/** A box as a file has it, in the unit of `of`: the size the photo had there, 1 × 1 for shares; `null` for its pixels. */
export interface Region extends Edges {
  of: Size | null;
}

/** Where something is written. */
export interface Place {
  path: string;
  line: number | null;
}

/** A file to import and what its dataset says of it. */
export interface FoundPhoto {
  path: string;
  /** `null` for no label. */
  className: string | null;
  kind?: z.infer<typeof ClassKind>;
  split?: Split;
  region?: Region;
  /** Where the region is written. */
  place?: Place;
}

export interface Dataset {
  photos: FoundPhoto[];
  problems: Problem[];
}

/** The box a region is in a photo of this size: `undefined` where it does not fit there, `null` for all of the photo. */
export function boxOf({ of, ...edges }: Region, photo: Size): Box | null | undefined {
  const across = of ? photo.width / of.width : 1;
  const down = of ? photo.height / of.height : 1;
  const isShare = of?.width === 1 && of.height === 1;
  // Written for a photo of another shape, such as one that was turned since.
  if (!isShare && Math.abs(across / down - 1) > 0.02) return undefined;
  const scaled = {
    left: edges.left * across,
    right: edges.right * across,
    top: edges.top * down,
    bottom: edges.bottom * down,
  };
  const box = fitBox(scaled, photo);
  if (!box) return undefined;
  return isWhole(box, photo) ? null : box;
}

/** Gathers a dataset in which a photo may be named many times: of several boxes the largest is kept. */
export class DatasetBuilder {
  private readonly byPath = new Map<string, FoundPhoto>();
  private readonly problems: Problem[] = [];

  add(photo: FoundPhoto): void {
    const before = this.byPath.get(photo.path);
    if (!before || (!before.region && before.className === null)) {
      this.byPath.set(photo.path, { ...photo, split: photo.split ?? before?.split });
      return;
    }
    if (photo.className === null && !photo.region) return;
    const [kept, dropped] = areaOf(photo) > areaOf(before) ? [photo, before] : [before, photo];
    this.byPath.set(photo.path, { ...kept, split: kept.split ?? dropped.split });
    const place = dropped.place ?? { path: photo.path, line: null };
    this.problem(place, 'boxes', dropped.className ?? '');
  }

  problem({ path, line }: Place, reason: Problem['reason'], detail: string): void {
    this.problems.push({ path, line, reason, detail });
  }

  get dataset(): Dataset {
    return { photos: [...this.byPath.values()], problems: this.problems };
  }
}

const areaOf = ({ region }: FoundPhoto): number =>
  region ? (region.right - region.left) * (region.bottom - region.top) : 0;

const splitWords: Record<string, Split> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  dev: 'val',
  test: 'test',
  testing: 'test',
};

/** The split that a word such as `Train2017` or `valid` names. */
export const splitNamed = (word: string): Split | undefined =>
  splitWords[word.toLowerCase().replace(/\d+$/, '')];

/** The split that the last telling word of a file's name, or the last telling folder, names. */
export function splitOfPath(relative: string): Split | undefined {
  const folders = relative.split(/[\\/]/);
  const words = (folders.pop() ?? '').split(/[^a-zA-Z]+/);
  return [...folders, ...words]
    .reverse()
    .map(splitNamed)
    .find((split) => split);
}
