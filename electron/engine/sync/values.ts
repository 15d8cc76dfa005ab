import type { SharedField, SharedValue } from '@shared/sync';
import type { Fields } from './change';

/** Columns of the database as the fields that people know. */

const names: Record<string, SharedField> = {
  volume_ml: 'volumeMl',
  active_from: 'activeFrom',
  active_until: 'activeUntil',
  created_at: 'createdAt',
  photo_id: 'photo',
};

export interface NamedValue {
  field: SharedField;
  value: SharedValue;
}

export function namedValue(column: string, value: Fields[string]): NamedValue {
  const field = names[column] ?? (column as SharedField);
  if (column === 'tags') return { field, value: JSON.parse(String(value)) as string[] };
  if (column === 'removed' || column === 'active') return { field, value: value === 1 };
  return { field, value };
}
