import { useTranslation } from 'react-i18next';
import type { Product } from '@shared/domain';
import type { ProductField } from '@shared/product';
import { formatField } from '@shared/product-text';
import { languageInUse } from '../i18n';
import { PhotoImage } from '../parts/PhotoImage';
import { CellEditor } from './CellEditor';
import { cellId, keyOf, useTable } from './table-store';
import classes from './ProductTable.module.css';

interface Props {
  product: Product;
  field: ProductField;
}

export function TableCell({ product, field }: Props) {
  // Words of containers change with the language.
  useTranslation();
  const key = keyOf(product);
  const active = useTable((state) => state.cursor === key && state.column === field);
  const editing = useTable((state) => state.editing) && active;
  const text = formatField(field, product[field], languageInUse());
  const enter = (edit: boolean) => useTable.setState({ cursor: key, column: field, editing: edit });
  return (
    <div
      id={cellId(key, field)}
      role="gridcell"
      className={classes.cell}
      data-active={active || undefined}
      data-field={field}
      title={text}
      onClick={() => !editing && enter(false)}
      onDoubleClick={() => enter(true)}
    >
      {field === 'name' && <Thumbnail product={product} />}
      {editing ? (
        <CellEditor product={product} field={field} />
      ) : (
        <span className={classes.text}>{text}</span>
      )}
    </div>
  );
}

function Thumbnail({ product: { references } }: { product: Product }) {
  if (!references.length) return <span className={classes.thumbnail} aria-hidden />;
  return <PhotoImage id={references[0].photoId} alt="" className={classes.thumbnail} />;
}
