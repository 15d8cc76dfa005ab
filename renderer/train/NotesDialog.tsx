import { useState } from 'react';
import { Button, Group, Stack, TagsInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '@shared/training';
import { Dialog } from '../parts/Dialog';
import { describeRun } from './run-actions';
import { useTrain } from './train-store';

/** Tags and notes of a run. */
export function NotesDialog({ run, onClose }: { run: RunSummary; onClose(): void }) {
  const { t } = useTranslation();
  const [tags, setTags] = useState(run.tags);
  const [notes, setNotes] = useState(run.notes);
  const known = useTrain((state) => state.runs).flatMap((other) => other.tags);
  const save = async () => {
    if (await describeRun(run, { tags, notes })) onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('train.describe')} centered draft>
      <Stack>
        <TagsInput
          label={t('train.tags')}
          data={[...new Set(known)]}
          value={tags}
          onChange={setTags}
          maxTags={20}
          data-testid="run-tags"
        />
        <Textarea
          label={t('train.notes')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={10_000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
          data-testid="run-notes"
        />
        <Group justify="flex-end">
          <Button onClick={() => void save()} data-testid="run-notes-save">
            {t('train.save')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
