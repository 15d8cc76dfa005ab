import { Button, Progress, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cancelJob, type RunningJob, useJobs } from '../engine/jobs';
import classes from './JobBar.module.css';

/** Long work under way, at the foot of the window, wherever the user goes meanwhile. */
export function JobBar() {
  const { t } = useTranslation();
  const jobs = useJobs((state) => state.jobs);
  return (
    <div>
      {/* What is said has no numbers: they change many times a second. */}
      <VisuallyHidden role="status">{jobs.map(({ kind }) => t(`app.job.${kind}`)).join(', ')}</VisuallyHidden>
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </div>
  );
}

export function JobLine({ job }: { job: RunningJob }) {
  const { t } = useTranslation();
  const share = job.total ? (job.done / job.total) * 100 : 0;
  return (
    <div className={classes.line} data-testid={`job-${job.kind}`}>
      <Text size="sm" fw={600} className={classes.what}>
        {t(`app.job.${job.kind}`)}
      </Text>
      <Progress
        value={job.total ? share : 100}
        animated={!job.total}
        striped={!job.total}
        className={classes.bar}
        aria-label={t(`app.job.${job.kind}`)}
      />
      <Text size="sm" c="dimmed" className={classes.count}>
        {job.total ? `${job.done} / ${job.total}` : ''}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={job.cancelling}
        onClick={() => cancelJob(job.id)}
        data-testid="job-cancel"
      >
        {t('app.cancel')}
      </Button>
    </div>
  );
}
