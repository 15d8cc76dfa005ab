import { type ReactNode, useEffect } from 'react';
import { ActionIcon, Button, Text, Title, UnstyledButton } from '@mantine/core';
import { IconFolderOpen, IconMap2, IconPhotoPlus, IconSparkles, IconX, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EngineLight } from '../app/EngineLight';
import { JobBar } from '../app/JobBar';
import { Marble } from '../app/Marble';
import {
  chooseProject,
  createProject,
  forgetRecent,
  loadRecent,
  openProject,
  openSample,
  unpackProject,
  useProject,
} from '../app/project-store';
import { usePreferences } from '../app/preferences-store';
import { isRunning, useJobs } from '../engine/jobs';
import { startTour } from '../help/tour-store';
import classes from './Welcome.module.css';

/** Three doors into the studio, and the projects opened lately. */
export function Welcome() {
  const { t } = useTranslation();
  const drawing = useJobs((state) => isRunning(state.jobs, 'sample'));
  const unpacking = useJobs((state) => isRunning(state.jobs, 'pack'));
  const toured = usePreferences((state) => state.toured);
  useEffect(() => void loadRecent(), []);
  return (
    <div className={classes.page}>
      <main className={classes.centre}>
        <Marble size={72} />
        <Title order={1}>Ramune Studio</Title>
        <Text c="dimmed" maw={520} ta="center">
          {t('welcome.promise')}
        </Text>
        <div className={classes.doors}>
          <Door id="open-sample" icon={IconSparkles} busy={drawing} onClick={openSample} name="sample" />
          <Door id="new-project" icon={IconPhotoPlus} busy={drawing} onClick={createProject} name="start" />
          <Door id="open-project" icon={IconFolderOpen} busy={drawing} onClick={chooseProject} name="open" />
        </div>
        {!toured && (
          <Button
            variant="light"
            leftSection={<IconMap2 size={18} />}
            disabled={drawing}
            onClick={() => void startTour()}
            data-testid="start-tour"
          >
            {t('welcome.tour')}
          </Button>
        )}
        <Button
          variant="subtle"
          size="sm"
          loading={unpacking}
          onClick={() => void unpackProject()}
          data-testid="unpack-project"
        >
          {t('welcome.unpack')}
        </Button>
        <Recent />
      </main>
      <EngineLight />
      <JobBar />
    </div>
  );
}

interface DoorProps {
  id: string;
  icon: Icon;
  name: 'sample' | 'start' | 'open';
  busy: boolean;
  onClick(): Promise<void>;
}

function Door({ id, icon: Picture, name, busy, onClick }: DoorProps): ReactNode {
  const { t } = useTranslation();
  return (
    <UnstyledButton className={classes.door} data-testid={id} disabled={busy} onClick={() => void onClick()}>
      <Picture size={30} stroke={1.5} aria-hidden />
      <Text fw={650}>{t(`welcome.${name}.title`)}</Text>
      <Text size="sm" c="dimmed">
        {t(`welcome.${name}.text`)}
      </Text>
    </UnstyledButton>
  );
}

function Recent() {
  const { t } = useTranslation();
  const recent = useProject((state) => state.recent);
  if (!recent.length) return null;
  return (
    <section className={classes.recent} aria-label={t('welcome.recent')}>
      <Text size="xs" tt="uppercase" fw={650} c="dimmed">
        {t('welcome.recent')}
      </Text>
      {recent.map(({ folder, name }) => (
        <div key={folder} className={classes.row}>
          <UnstyledButton className={classes.open} onClick={() => void openProject(folder)}>
            <Text fw={550}>{name}</Text>
            <Text size="xs" c="dimmed" truncate>
              {folder}
            </Text>
          </UnstyledButton>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('welcome.forget', { name })}
            onClick={() => void forgetRecent(folder)}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
    </section>
  );
}
