import type { Lookalike, PhotoSource } from '@shared/domain';
import { hasCode } from '@shared/errors';
import type { OpenProject } from '../project/open-project';
import type { Recogniser } from './recogniser';
import { recognise } from './recognise';

/**
 * The registered product, other than `except`, that photos would be taken for: the one of highest score, where that
 * reaches the project's threshold. `null` where none does, or none is registered.
 */
export async function findLookalike(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly PhotoSource[],
  except?: number,
): Promise<Lookalike | null> {
  try {
    const { threshold } = await project.describe();
    const answers = await recognise(project, recogniser, photos, () => threshold);
    const alike = answers
      .flatMap(({ photoId, candidates }) =>
        candidates
          .filter(({ productId, score }) => productId !== except && score >= threshold)
          .map((nearest) => ({ photoId, nearest })),
      )
      .sort((a, b) => b.nearest.score - a.nearest.score);
    return alike[0] ?? null;
  } catch (error) {
    if (hasCode(error, 'no-products')) return null;
    throw error;
  }
}
