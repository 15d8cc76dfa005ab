import type { ProductFields } from '@shared/product';
import { productFields, type ProductField } from '@shared/product';
import { formatField } from '@shared/product-text';
import type { SharedField, SharedValue } from '@shared/sync';
import { languageInUse, t } from '../i18n';

const isProductField = (field: SharedField): field is ProductField =>
  (productFields as readonly string[]).includes(field);

/** What a field is called. */
export function fieldName(field: SharedField): string {
  return isProductField(field) ? t(`register.field.${field}`) : t(`sync.field.${field}`);
}

/** A value as it is read. */
export function valueText(field: SharedField, value: SharedValue): string {
  if (field === 'removed') return t(value ? 'sync.value.removed' : 'sync.value.there');
  if (typeof value === 'boolean') return t(value ? 'sync.value.yes' : 'sync.value.no');
  if (field === 'weight') return `${Math.round(Number(value) * 100)} %`;
  if (field === 'angle' && value !== null) return t(`register.slot.${value as 'front'}`);
  if (field === 'box') return t(value === null ? 'sync.value.whole' : 'sync.value.cut');
  const text = isProductField(field)
    ? formatField(field, value as ProductFields[ProductField], languageInUse())
    : String(value ?? '');
  return text === '' ? t('sync.value.nothing') : text;
}

/** A moment as people say it. */
export const timeText = (iso: string): string =>
  new Date(iso).toLocaleString(languageInUse(), { dateStyle: 'medium', timeStyle: 'short' });
