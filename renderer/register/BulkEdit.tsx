import { type FormEvent, useState } from 'react';
import { Button, Group, NativeSelect, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldError, type FieldProblem } from '@shared/product-text';
import { Dialog } from '../parts/Dialog';
import { type BulkField, bulkChanges, bulkFields } from './bulk';
import { containerChoices } from './CellEditor';
import { editProducts } from './edits';
import { useRegister } from './register-store';
import { keyOf, useTable } from './table-store';

/** Gives all selected products a new value for one field; an empty one takes it away. */
export function BulkEdit({ count, onClose }: { count: number; onClose(): void }) {
  const { t } = useTranslation();
  const [field, setField] = useState<BulkField>('maker');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<FieldProblem | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = editSelected(field, text);
    setProblem(found);
    if (!found) onClose();
  };
  const labels = {
    ...t('register.field', { returnObjects: true }),
    ...t('register.bulk.field', { returnObjects: true }),
  };
  const value = {
    label: t('register.bulk.value'),
    value: text,
    error: problem && t(`register.problem.${problem}`),
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    'data-testid': 'bulk-value',
  };
  return (
    <Dialog onClose={onClose} title={t('register.bulk.title', { count })} centered draft>
      <Stack component="form" onSubmit={submit}>
        <Select
          label={t('register.bulk.which')}
          allowDeselect={false}
          data={bulkFields.map((one) => ({ value: one, label: labels[one] }))}
          value={field}
          onChange={(one) => {
            setField(one as BulkField);
            setText('');
            setProblem(null);
          }}
          data-testid="bulk-field"
        />
        {field === 'container' ? (
          <NativeSelect {...value} data={containerChoices(t)} />
        ) : (
          <TextInput {...value} data-autofocus />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" data-testid="bulk-apply">
            {t('register.bulk.apply')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function editSelected(field: BulkField, text: string): FieldProblem | null {
  const { selected } = useTable.getState();
  const products = useRegister.getState().products.filter((product) => selected.has(keyOf(product)));
  try {
    void editProducts(bulkChanges(products, field, text));
    return null;
  } catch (error) {
    if (error instanceof FieldError) return error.problem;
    throw error;
  }
}
