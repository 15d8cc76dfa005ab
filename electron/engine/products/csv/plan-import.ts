import { isPeriod, noDetails, type ProductFields } from '@shared/product';
import type { CsvProblem } from '@shared/product-list';
import { foldName } from '../../project/clean-name';
import type { RecordedChange } from '../edit-log';
import { difference } from '../edit-products';
import type { CsvRow } from './read-csv';

export type KnownProduct = ProductFields & { id: number };

export interface ImportPlan {
  changes: RecordedChange[];
  added: ProductFields[];
  unchanged: number;
  problems: CsvProblem[];
}

/**
 * What a list does to the products there are: a row belongs to the product with its code or, failing that, with its
 * name; a row that belongs to none is a new product. A row that cannot be is a problem, and the others stay.
 */
export function planImport(known: readonly KnownProduct[], rows: readonly CsvRow[]): ImportPlan {
  const planner = new Planner(known);
  for (const row of rows) planner.take(row);
  return planner.plan;
}

const nameKey = (name: string) => foldName(name.normalize('NFC'));

class Planner {
  readonly plan: ImportPlan = { changes: [], added: [], unchanged: 0, problems: [] };
  private readonly byName = new Map<string, ProductFields>();
  private readonly byCode = new Map<string, ProductFields>();
  private readonly ids = new Map<ProductFields, number>();
  private readonly taken = new Set<ProductFields>();

  constructor(known: readonly KnownProduct[]) {
    for (const { id, ...fields } of known) {
      this.ids.set(fields, id);
      this.enter(fields);
    }
  }

  take({ line, fields }: CsvRow): void {
    const current =
      (fields.code ? this.byCode.get(fields.code) : undefined) ?? this.byName.get(nameKey(fields.name));
    const next = { ...(current ?? noDetails), ...fields };
    const problem = this.problemOf(current, next);
    if (problem) this.plan.problems.push({ line, ...problem });
    else this.put(current, next);
  }

  private problemOf(
    current: ProductFields | undefined,
    next: ProductFields,
  ): Omit<CsvProblem, 'line'> | null {
    if (current && this.taken.has(current)) return { reason: 'duplicate', text: next.name };
    const named = this.byName.get(nameKey(next.name));
    if (named && named !== current) return { reason: 'name-taken', text: next.name };
    if (!isPeriod(next)) return { reason: 'period', text: `${next.activeFrom} – ${next.activeUntil}` };
    return null;
  }

  private put(current: ProductFields | undefined, next: ProductFields): void {
    const id = current && this.ids.get(current);
    if (current) this.leave(current);
    this.enter(next);
    this.taken.add(next);
    if (id === undefined) return void this.plan.added.push(next);
    const change = difference(id, current as ProductFields, next);
    if (change) this.plan.changes.push(change);
    else this.plan.unchanged++;
  }

  private enter(fields: ProductFields): void {
    this.byName.set(nameKey(fields.name), fields);
    if (fields.code) this.byCode.set(fields.code, fields);
  }

  private leave(fields: ProductFields): void {
    this.byName.delete(nameKey(fields.name));
    this.byCode.delete(fields.code);
  }
}
