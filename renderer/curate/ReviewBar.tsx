import { memo, useMemo } from 'react';
import { Button, Chip, CloseButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Issue } from '@shared/review';
import { setView, useCurate } from './curate-store';
import { closeReview, countIssues, openIssues, takeSuggestedLabels } from './review';
import classes from './CurateRoom.module.css';

/** After a look over the photos: one click shows those with an issue, worst first. */
export const ReviewBar = memo(function ReviewBar() {
  const { t } = useTranslation();
  const issues = useCurate((state) => state.issues);
  const photos = useCurate((state) => state.photos);
  const list = useCurate((state) => state.classes);
  const active = useCurate((state) => state.view.issue);
  const selected = useCurate((state) => state.selected.size);
  const counts = useMemo(() => {
    if (!issues) return [];
    return countIssues(openIssues(issues, new Map(photos.map((photo) => [photo.id, photo])), list));
  }, [issues, photos, list]);
  if (!issues) return null;
  return (
    <div className={classes.review} data-testid="review-bar">
      <Chip.Group value={active ?? ''} onChange={(value) => setView({ issue: value as Issue, group: 'all' })}>
        <Group gap={6}>
          {counts.map(([issue, count]) => (
            <Chip key={issue} value={issue} size="sm" data-testid={`issue-${issue}`}>
              {t(`curate.review.issue.${issue}`)} {count}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {active === 'suspect' && selected > 0 && (
        <Button size="xs" onClick={() => void takeSuggestedLabels()} data-testid="take-labels">
          {t('curate.review.takeLabels')}
        </Button>
      )}
      <CloseButton ml="auto" aria-label={t('curate.review.close')} onClick={closeReview} />
    </div>
  );
});
