import { Button, Group, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProject } from '../app/project-store';
import { isRunning, useJobs } from '../engine/jobs';
import { fetchImageNet, importWeights, switchBackbone, useBackbones } from './backbone-store';
import { Section } from './Section';

/** No backbone of a project has this name, as theirs end in a hyphen and eight digits. */
const bundled = 'bundled';

/** Which weights the project trains and matches with, and where to get others. */
export function BackboneSection() {
  const { t } = useTranslation();
  const project = useProject((state) => state.project);
  const names = useBackbones((state) => state.names);
  const adding = useJobs((state) => isRunning(state.jobs, 'weights'));
  const switching = useJobs((state) => isRunning(state.jobs, 'model'));
  if (!project) return null;
  const options = [
    { value: bundled, label: t('settings.backbone.bundled') },
    ...names.map((name) => ({ value: name, label: name })),
  ];
  return (
    <Section title={t('settings.backbone.title')}>
      <Select
        aria-label={t('settings.backbone.title')}
        description={t('settings.backbone.text')}
        data={options}
        value={project.backbone ?? bundled}
        allowDeselect={false}
        disabled={adding || switching}
        onChange={(name) => void switchBackbone(name === bundled ? null : name)}
        data-testid="backbone-select"
      />
      <Group mt="sm">
        <Button
          variant="default"
          loading={adding}
          onClick={() => void fetchImageNet()}
          data-testid="backbone-fetch"
        >
          {t('settings.backbone.fetch')}
        </Button>
        <Button
          variant="default"
          disabled={adding}
          onClick={() => void importWeights()}
          data-testid="backbone-import"
        >
          {t('settings.backbone.import')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {t('settings.backbone.hint')}
      </Text>
    </Section>
  );
}
