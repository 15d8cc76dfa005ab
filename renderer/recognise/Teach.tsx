import { useState } from 'react';
import { Button, Popover, Select, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconBan, IconSchool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '@shared/domain';
import { attempt } from '../app/errors';
import { PhotoImage } from '../parts/PhotoImage';
import { useRegister } from '../register/register-store';
import { teach } from './teach';
import classes from './RecogniseRoom.module.css';

interface Question {
  candidates: readonly Candidate[];
  /** What the photo was taken for. */
  product: number | null;
}

interface Props extends Question {
  /** The id of the photo that is taught. */
  photo(): Promise<string>;
  compact?: boolean;
}

/** Wrong? One click on what the photo truly shows, and it is known from now on. */
export function Teach({ candidates, product, photo, compact = false }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  // A camera goes on while the user chooses: what is asked about is what it showed when the question was opened.
  const [asked, setAsked] = useState<Question & { photo: Promise<string | undefined> }>();
  const open = () => {
    setAsked({ candidates, product, photo: attempt(photo) });
    setOpened(true);
  };
  const choose = (productId: number | null, name: string) => {
    setOpened(false);
    if (asked) void teach(asked.photo, productId, name);
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="top-start" trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant={compact ? 'subtle' : 'light'}
          size={compact ? 'compact-xs' : 'sm'}
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconSchool size={compact ? 14 : 18} />}
          onClick={() => (opened ? setOpened(false) : open())}
          data-testid="teach"
        >
          {t('recognise.teach.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown data-mantine-stop-propagation>
        {asked && <Choices {...asked} onChoose={choose} />}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoicesProps extends Question {
  onChoose(id: number | null, name: string): void;
}

function Choices({ candidates, product, onChoose }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('recognise.teach.question')}
      </Text>
      {candidates.map((one) => (
        <UnstyledButton
          key={one.productId}
          className={classes.choice}
          onClick={() => onChoose(one.productId, one.name)}
          data-testid="teach-product"
          data-name={one.name}
        >
          <PhotoImage id={one.photoId} alt="" className={classes.choicePhoto} />
          <Text size="sm" truncate>
            {one.name}
          </Text>
        </UnstyledButton>
      ))}
      <Others except={candidates} onChoose={onChoose} />
      <Button
        variant="default"
        leftSection={<IconBan size={17} />}
        disabled={product === null && candidates.length === 0}
        onClick={() => onChoose(null, t('recognise.stranger'))}
        data-testid="teach-unknown"
      >
        {t('recognise.teach.none')}
      </Button>
    </Stack>
  );
}

interface OthersProps {
  except: readonly Candidate[];
  onChoose(id: number, name: string): void;
}

/** Every other product, by name. */
function Others({ except, onChoose }: OthersProps) {
  const { t } = useTranslation();
  const products = useRegister((state) => state.products);
  const shown = new Set(except.map(({ productId }) => productId));
  const others = products.filter(({ id }) => !shown.has(id));
  if (!others.length) return null;
  return (
    <Select
      searchable
      limit={50}
      value={null}
      placeholder={t('recognise.teach.other')}
      aria-label={t('recognise.teach.other')}
      data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
      comboboxProps={{ withinPortal: false }}
      onChange={(value) => {
        const found = others.find(({ id }) => String(id) === value);
        if (found) onChoose(found.id, found.name);
      }}
      data-testid="teach-other"
    />
  );
}
