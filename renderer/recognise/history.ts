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
      (!wanted || foldText([...productsIn(answer), answer.name].join('\n')).includes(wanted)),
  );
}

/** Names of the products that were recognised: of each in the photo where they were looked for, or of the whole photo. */
export const productsIn = (answer: Answer): string[] =>
  lookedAt(answer).flatMap(({ product }) => product?.name ?? []);

const lookedAt = (answer: Answer) => (answer.found?.items.length ? answer.found.items : [answer]);

function isOf(answer: Answer, kind: Kind): boolean {
  if (kind === 'all') return true;
  return lookedAt(answer).some(({ product, candidates: [best, second] }) => {
    if (kind === 'close') return second !== undefined && best.score - second.score < closeMargin;
    return (product !== null) === (kind === 'known');
  });
}
