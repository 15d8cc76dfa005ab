import { useDeferredValue, useMemo, useState } from 'react';
import { Button, Group, Loader, Menu } from '@mantine/core';
import { IconFolderPlus, IconPhotoOff, IconPhotoPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isRunning, useJobs } from '../engine/jobs';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { useRoomKeys } from '../parts/room-keys';
import { UndoButtons } from '../parts/UndoButtons';
import { useDrop } from '../parts/useDrop';
import { useSelectionInSight } from './useSelectionInSight';
import { classInView, importFiles, importFolder, importPaths, labelSelected } from './actions';
import { CaptureDialog } from './capture/CaptureDialog';
import { ClassList } from './ClassList';
import { useCurate, visiblePhotos } from './curate-store';
import { DatasetDialog } from './DatasetDialog';
import { ImportReportDialog } from './ImportReportDialog';
import { MapRoom } from './map/MapRoom';
import { useMap } from './map/map-store';
import { PhotoView } from './photo/PhotoView';
import { PhotoGrid } from './PhotoGrid';
import { photosWithIssue } from './review';
import { ReviewBar } from './ReviewBar';
import { SurveyMenu } from './SurveyMenu';
import { Toolbar } from './Toolbar';
import { VersionsButton } from './versions/VersionsButton';
import classes from './CurateRoom.module.css';

export function CurateRoom() {
  const { t } = useTranslation();
  const empty = useCurate((state) => state.loaded && !state.photos.length && !state.classes.length);
  useNumberKeys();
  return (
    <Room title={t('curate.title')} subtitle={t('curate.subtitle')} actions={<Actions empty={empty} />} fill>
      <div className={classes.room}>
        {!empty && <ClassList />}
        <Photos empty={empty} />
      </div>
      <ImportReportDialog />
      <DatasetDialog />
    </Room>
  );
}

function Photos({ empty }: { empty: boolean }) {
  const { t } = useTranslation();
  const target = useCurate(classInView);
  const { over, handlers } = useDrop((paths) => void importPaths(paths, { className: target }));
  const photos = useCurate((state) => state.photos);
  const view = useDeferredValue(useCurate((state) => state.view));
  const loaded = useCurate((state) => state.loaded);
  const issues = useCurate((state) => state.issues);
  const list = useCurate((state) => state.classes);
  const shown = useMemo(
    () => visiblePhotos(photosWithIssue(photos, view.issue, issues, list), view),
    [photos, view, issues, list],
  );
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  useSelectionInSight(ids, useCurate.setState);
  const asMap = useMap((state) => state.shown);
  const open = useCurate((state) => state.open);
  const opened = open === null ? undefined : shown.find(({ id }) => id === open);
  const content = () => {
    if (!loaded) return <Loader m="xl" />;
    if (empty)
      return (
        <Empty
          icon={IconPhotoPlus}
          title={t('curate.empty.title')}
          text={t('curate.empty.text')}
          action={
            <Button onClick={() => void importFolder()} leftSection={<IconFolderPlus size={17} />}>
              {t('curate.empty.action')}
            </Button>
          }
        />
      );
    if (!shown.length)
      return <Empty icon={IconPhotoOff} title={t('curate.none.title')} text={t('curate.none.text')} />;
    return asMap ? <MapRoom shown={shown} /> : <PhotoGrid photos={shown} />;
  };
  return (
    <div className={classes.photos} {...handlers}>
      {opened ? (
        <PhotoView photo={opened} shown={ids} />
      ) : (
        <>
          {!empty && <Toolbar shown={ids} />}
          <ReviewBar />
          {content()}
        </>
      )}
      {over && (
        <div className={classes.drop}>
          {target ? t('curate.dropInto', { name: target }) : t('curate.drop')}
        </div>
      )}
    </div>
  );
}

function Actions({ empty }: { empty: boolean }) {
  const { t } = useTranslation();
  const [capturing, setCapturing] = useState(false);
  const importing = useJobs((state) => isRunning(state.jobs, 'import'));
  return (
    <Group gap="xs" wrap="nowrap">
      <UndoButtons />
      {!empty && <VersionsButton />}
      {!empty && <SurveyMenu />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconPhotoPlus size={17} />} loading={importing} data-testid="import-photos">
            {t('curate.import')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void importFolder()} data-testid="import-folder">
            {t('curate.importFolder')}
          </Menu.Item>
          <Menu.Item onClick={() => void importFiles()} data-testid="import-files">
            {t('curate.importFiles')}
          </Menu.Item>
          <Menu.Item onClick={() => void importFolder(true)} data-testid="import-unknown">
            {t('curate.importUnknown')}
          </Menu.Item>
          <Menu.Item onClick={() => setCapturing(true)} data-testid="import-camera">
            {t('curate.importCamera')}
          </Menu.Item>
          <Menu.Item onClick={() => useCurate.setState({ dataset: 'in' })} data-testid="import-dataset">
            {t('curate.importDataset')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => useCurate.setState({ dataset: 'out' })} data-testid="export-dataset">
            {t('curate.exportDataset')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {capturing && <CaptureDialog onClose={() => setCapturing(false)} />}
    </Group>
  );
}

/** 1 … 9 label the selected photos, 0 takes the label off. */
function useNumberKeys(): void {
  const list = useCurate((state) => state.classes);
  useRoomKeys([
    ...list.slice(0, 9).map(({ id }, i): [string, () => void] => [`${i + 1}`, () => void labelSelected(id)]),
    ['0', () => void labelSelected(null)],
  ]);
}
