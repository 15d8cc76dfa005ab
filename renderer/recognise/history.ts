import { foldText } from '@shared/fold-text';
import type { Answer } from './recognise-store';

/** `close`: the runner-up was nearly as like. */
export const kinds = ['all', 'known', 'stranger', 'close'] as const;
export type Kind = (typeof kinds)[number];

export interface HistoryFilter {
  kind: Kind;
  /** In the name of the product or of the photo. */
  text: string;
}

/** A runner-up this near may be what the photo truly shows. */
const closeMargin = 0.1;

export function filterAnswers(answers: readonly Answer[], { kind, text }: HistoryFilter): Answer[] {
  const wanted = foldText(text);
  return answers.filter(
    (answer) =>
      isOf(answer, kind) &&
      (!wanted || foldText(`${answer.product?.name ?? ''}\n${answer.name}`).includes(wanted)),
  );
}

function isOf({ product, candidates: [best, second] }: Answer, kind: Kind): boolean {
  if (kind === 'known') return product !== null;
  if (kind === 'stranger') return product === null;
  if (kind === 'close') return second !== undefined && best.score - second.score < closeMargin;
  return true;
}
