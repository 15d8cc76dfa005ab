import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ExportFormat } from '@shared/domain';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { useProject } from '../app/project-store';
import { call } from '../engine/connection';
import { isRunning, runJob, useJobs } from '../engine/jobs';

/** Writes the model, the gallery and the threshold for another machine, or the network alone for other tools. */
export function ExportMenu() {
  const { t } = useTranslation();
  const busy = useJobs((state) => isRunning(state.jobs, 'export'));
  const start = async (format: ExportFormat) => {
    const out = await window.studio.chooseFolder('export');
    if (!out) return;
    const done = await attempt(() => runJob('export', (job) => call('project.export', { out, format, job })));
    if (done) notifyDone(t(`settings.exported.${format}`), out);
  };
  const packProject = async () => {
    const name = useProject.getState().project!.name.replace(/[\\/:*?"<>|]/g, '_');
    const out = await window.studio.saveZip(`${name}.zip`);
    if (!out) return;
    const done = await attempt(() => runJob('export', (job) => call('project.pack', { out, job })));
    if (done) notifyDone(t('settings.packed'), out);
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={16} />}
          loading={busy}
          data-testid="export"
        >
          {t('settings.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ExportFormat.options.map((format) => (
          <Menu.Item key={format} onClick={() => void start(format)} data-testid={`export-${format}`}>
            {t(`settings.exportAs.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void packProject()} data-testid="pack-project">
          {t('settings.pack')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
