import type { ReactNode } from 'react';
import { Button, Code, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { setPreferences, usePreferences } from '../app/preferences-store';
import { useProject } from '../app/project-store';
import { useEngine } from '../engine/engine-store';
import { Room } from '../parts/Room';
import { SyncSection } from '../sync/SyncSection';
import { BackboneSection } from './BackboneSection';
import { ExportMenu } from './ExportMenu';
import { Section } from './Section';
import { TrainingEngine } from './TrainingEngine';

export function SettingsRoom() {
  const { t } = useTranslation();
  return (
    <Room title={t('settings.title')}>
      <Stack gap="md" maw={760}>
        <Appearance />
        <TrainingEngine />
        <BackboneSection />
        <SyncSection />
        <ProjectFolder />
        <Versions />
      </Stack>
    </Room>
  );
}

function Appearance() {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const languages = [
    { value: 'system', label: t('settings.system') },
    { value: 'ja', label: '日本語' },
    { value: 'en', label: 'English' },
  ] as const;
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({
    value,
    label: t(`settings.${value}`),
  }));
  return (
    <Section title={t('settings.appearance')}>
      <Group gap="xl">
        <Choice label={t('settings.language')}>
          <SegmentedControl
            aria-label={t('settings.language')}
            data-testid="settings-language"
            data={[...languages]}
            value={language}
            onChange={(value) => void setPreferences({ language: value as typeof language })}
          />
        </Choice>
        <Choice label={t('settings.theme')}>
          <SegmentedControl
            aria-label={t('settings.theme')}
            data-testid="settings-theme"
            data={themes}
            value={theme}
            onChange={(value) => void setPreferences({ theme: value as typeof theme })}
          />
        </Choice>
      </Group>
    </Section>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {children}
    </Stack>
  );
}

function ProjectFolder() {
  const { t } = useTranslation();
  const project = useProject((state) => state.project);
  if (!project) return null;
  return (
    <Section title={t('settings.project')}>
      <Code block data-selectable>
        {project.folder}
      </Code>
      <Group mt="sm">
        <Button variant="default" onClick={() => void window.studio.showInFolder(project.folder)}>
          {t('settings.show')}
        </Button>
        <ExportMenu />
      </Group>
    </Section>
  );
}

function Versions() {
  const { t } = useTranslation();
  const info = useEngine((state) => state.info);
  const versions = [
    ['Ramune Studio', window.studio.version],
    ['onnxruntime', info?.onnxVersion],
    ['TensorFlow.js', info?.tensorflow.version],
    ['Node.js', info?.nodeVersion],
    [t('settings.threads'), info?.threads],
  ];
  return (
    <Section title={t('settings.versions')}>
      {versions
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <Group key={name} justify="space-between" maw={320}>
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Text size="sm" ff="monospace" data-selectable>
              {value}
            </Text>
          </Group>
        ))}
    </Section>
  );
}
