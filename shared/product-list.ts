import { z } from 'zod';
import { fieldProblems } from './product-text';

/** What came of a list of products in a CSV file. */

/** Why a row was left out; `reason` is a key of the window's translations, `text` what stood there. */
export const CsvProblem = z.object({
  line: z.number().int(),
  reason: z.enum([...fieldProblems, 'quotes', 'columns', 'period', 'duplicate', 'name-taken']),
  text: z.string(),
});
export type CsvProblem = z.infer<typeof CsvProblem>;

export const ListReport = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  problems: z.array(CsvProblem),
  unknownColumns: z.array(z.string()),
  encoding: z.string(),
  /** To undo it by; `null` where nothing changed. */
  edit: z.number().int().nullable(),
});
export type ListReport = z.infer<typeof ListReport>;
