import { createContext, useContext, useState } from 'react';
import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typedNumber } from '../../parts/typed-number';
import { type Draft, type Problem, valueAt } from './recipe-form';

export interface Form {
  draft: Draft;
  problems: ReadonlyMap<string, Problem>;
  set(path: string, value: unknown): void;
}

export const FormContext = createContext<Form>({ draft: {}, problems: new Map(), set: () => {} });

export const useForm = () => useContext(FormContext);

/** Numbers change by this when the arrows are used; the others by 1. */
const steps: Readonly<Record<string, number>> = {
  validationShare: 0.01,
  factor: 0.05,
  widthShift: 0.05,
  heightShift: 0.05,
  zoom: 0.05,
  color: 0.05,
  learningRate: 0.0005,
};

/** Names of the fields in the window's words: the ends of their paths. */
type FieldName =
  | 'batchSize'
  | 'variants'
  | 'validationShare'
  | 'factor'
  | 'patience'
  | 'widthShift'
  | 'heightShift'
  | 'zoom'
  | 'rotation'
  | 'color'
  | 'fill'
  | 'epochs'
  | 'learningRate'
  | 's'
  | 'm';

/** A number of the recipe, by its path; `step` where the path's own does not suit. */
export function NumberField({ path, step, bare }: { path: string; step?: number; bare?: boolean }) {
  const { t } = useTranslation();
  const { draft, problems, set } = useForm();
  const name = path.slice(path.lastIndexOf('.') + 1) as FieldName;
  const problem = problems.get(path);
  const value = valueAt(draft, path);
  // "0.0" is on the way to another number than the 0 it is, so it stays as it was typed.
  const [typed, setTyped] = useState<string | number>('');
  const shown = typedNumber(typed) === value ? typed : typeof value === 'number' ? value : '';
  return (
    <NumberInput
      size="xs"
      label={bare ? undefined : t(`train.editor.field.${name}`)}
      aria-label={t(`train.editor.field.${name}`)}
      step={step ?? steps[name] ?? 1}
      value={shown}
      onChange={(next) => {
        setTyped(next);
        set(path, typedNumber(next));
      }}
      error={problem && t(`train.editor.problem.${problem.key}`, { limit: problem.limit })}
      data-testid={`recipe-${path}`}
    />
  );
}
