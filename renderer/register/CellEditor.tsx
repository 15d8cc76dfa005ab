import { type KeyboardEvent, useRef, useState } from 'react';
import { NativeSelect, TextInput, Tooltip } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Product } from '@shared/domain';
import { containers, type ProductField } from '@shared/product';
import { FieldError, type FieldProblem, formatField, parseField } from '@shared/product-text';
import { languageInUse } from '../i18n';
import { editProducts } from './edits';
import { moveColumn, useTable } from './table-store';

interface Props {
  product: Product;
  field: ProductField;
}

/** Enter and Tab keep what was typed, Escape drops it; what does not fit is told and stays. */
export function CellEditor({ product, field }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => formatField(field, product[field], languageInUse()));
  const [problem, setProblem] = useState<FieldProblem | null>(null);
  const ended = useRef(false);
  const end = () => {
    ended.current = true;
    useTable.setState({ editing: false });
  };
  const save = (): boolean => {
    if (ended.current) return true;
    const found = saveCell(product, field, text);
    setProblem(found);
    if (!found) end();
    return !found;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The table's own keys are not for what is being typed; Enter also ends Japanese input.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') end();
    if (event.key === 'Enter') save();
    if (event.key !== 'Tab') return;
    event.preventDefault();
    if (save()) moveColumn(event.shiftKey ? -1 : 1);
  };
  const shared = {
    size: 'xs',
    autoFocus: true,
    value: text,
    error: problem !== null,
    'aria-label': t(`register.field.${field}`),
    'data-testid': 'cell-editor',
    style: { flex: 1 },
    onKeyDown,
    onBlur: () => save() || end(),
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
  } as const;
  return (
    <Tooltip label={problem && t(`register.problem.${problem}`)} opened={problem !== null} color="red">
      {field === 'container' ? (
        <NativeSelect {...shared} data={containerChoices(t)} />
      ) : (
        <TextInput {...shared} onFocus={(event) => event.currentTarget.select()} />
      )}
    </Tooltip>
  );
}

/** Each container under its word, which is also what is typed for it. */
export const containerChoices = (t: TFunction): string[] => [
  '',
  ...containers.map((container) => t(`register.container.${container}`)),
];

function saveCell({ id }: Product, field: ProductField, text: string): FieldProblem | null {
  try {
    void editProducts([{ id, fields: { [field]: parseField(field, text) } }]);
    return null;
  } catch (error) {
    if (error instanceof FieldError) return error.problem;
    throw error;
  }
}
