import type { Lookalike, PhotoSource } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { OpenProject } from '../project/open-project';
import type { Recogniser } from './recogniser';
import { recognise } from './recognise';
import { loadGallery } from './load-gallery';

/**
 * The registered product that photos of a new one would be taken for: the one of highest score, where that reaches the
 * project's threshold. `null` where none does, or none is registered.
 */
export async function findLookalike(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly PhotoSource[],
): Promise<Lookalike | null> {
  try {
    const gallery = await loadGallery(project, recogniser.version);
    const { threshold } = await project.describe();
    const answers = await recognise(project, recogniser, gallery, photos, threshold);
    const alike = answers.filter(({ product }) => product).sort((a, b) => b.score - a.score);
    return alike.length ? { photoId: alike[0].photoId, nearest: alike[0].candidates[0] } : null;
  } catch (error) {
    if (error instanceof StudioError && error.code === 'no-products') return null;
    throw error;
  }
}
