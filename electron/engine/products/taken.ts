import { StudioError } from '@shared/errors';

/** Does work on products; says which name or code another product has already. Throws `name-taken`, `code-taken`. */
export async function explainTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('failed: products.name'))
      throw new StudioError('name-taken', 'Another product has this name already.', message);
    if (message.includes('failed: products.code'))
      throw new StudioError('code-taken', 'Another product has this code already.', message);
    throw error;
  }
}
