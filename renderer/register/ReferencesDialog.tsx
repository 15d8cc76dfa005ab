import { useState } from 'react';
import { ActionIcon, Button, Group, NativeSelect, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Product, Reference, ReferenceChange } from '@shared/domain';
import { type Angle, angles } from '@shared/product';
import { Dialog } from '../parts/Dialog';
import { perform } from '../app/undo';
import { call } from '../engine/connection';
import { PhotoImage } from '../parts/PhotoImage';
import { typedNumber } from '../parts/typed-number';
import { addPhotos } from './actions';
import { useRegister } from './register-store';
import classes from './RegisterRoom.module.css';

/** The registered photos of a product: what each shows, what it counts, and whether it is compared. */
export function ReferencesDialog() {
  const { t } = useTranslation();
  const id = useRegister((state) => state.photosOf);
  const product = useRegister((state) => state.products.find((one) => one.id === id));
  if (!product) return null;
  const close = () => useRegister.setState({ photosOf: null });
  return (
    <Dialog onClose={close} title={t('register.references.title', { name: product.name })} size="xl" centered>
      <Stack data-testid="references">
        <Text size="sm" c="dimmed">
          {t('register.references.text')}
        </Text>
        {product.references.map((reference) => (
          <ReferenceRow key={reference.id} product={product} reference={reference} />
        ))}
        <Group justify="space-between">
          <Button
            variant="light"
            leftSection={<IconPhotoPlus size={18} />}
            onClick={() => void addPhotos(product.id, product.name)}
          >
            {t('register.lookalike.add')}
          </Button>
          <Button onClick={close}>{t('register.list.close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function ReferenceRow({ product, reference }: { product: Product; reference: Reference }) {
  const { t } = useTranslation();
  const { photoId, angle, active } = reference;
  const last = product.references.length === 1;
  return (
    <Group wrap="nowrap" data-testid="reference" data-active={active || undefined}>
      <PhotoImage
        id={photoId}
        alt={t('register.photoOf', { name: product.name })}
        className={classes.referencePhoto}
      />
      <NativeSelect
        flex={1}
        label={t('register.references.angle')}
        value={angle ?? ''}
        data={[
          { value: '', label: '–' },
          ...angles.map((value) => ({ value, label: t(`register.slot.${value}`) })),
        ]}
        onChange={(event) =>
          void change(reference, { angle: (event.currentTarget.value || null) as Angle | null })
        }
        data-testid="reference-angle"
      />
      <WeightField reference={reference} />
      <Switch
        label={t('register.references.active')}
        checked={active}
        onChange={(event) => void change(reference, { active: event.currentTarget.checked })}
        data-testid="reference-active"
      />
      <ActionIcon
        variant="subtle"
        color="red"
        disabled={last}
        aria-label={t('register.remove')}
        onClick={() => void change(reference, { removed: true })}
        data-testid="reference-remove"
      >
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  );
}

const least = 5; // percent

/** Kept when the field is left, so that one undo takes all of it back. */
function WeightField({ reference }: { reference: Reference }) {
  const { t } = useTranslation();
  const kept = Math.round(reference.weight * 100);
  const [typed, setTyped] = useState<string | number | null>(null);
  const keep = async () => {
    const percent = Math.min(Math.max(typedNumber(typed ?? kept) ?? kept, least), 100);
    if (percent !== kept) await change(reference, { weight: percent / 100 });
    setTyped(null);
  };
  return (
    <NumberInput
      w={120}
      label={t('register.references.weight')}
      value={typed ?? kept}
      min={least}
      max={100}
      step={5}
      suffix=" %"
      allowDecimal={false}
      clampBehavior="none"
      onChange={setTyped}
      onBlur={() => void keep()}
      data-testid="reference-weight"
    />
  );
}

/** Can be undone: what it changed is said again as before; the rest may have been changed meanwhile. */
function change(reference: Reference, changes: Omit<ReferenceChange, 'id'>): Promise<boolean> {
  const { id, angle, weight, active } = reference;
  const all = { angle, weight, active, removed: false };
  const before = Object.fromEntries(Object.entries(all).filter(([field]) => field in changes));
  const say = (what: Omit<ReferenceChange, 'id'>) =>
    call('registry.changeReferences', { changes: [{ id, ...what }] });
  return perform({ do: () => say(changes), undo: () => say(before) });
}
