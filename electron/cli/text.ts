import type { Result } from '@shared/contract';
import type {
  Evaluation,
  ImportReport,
  ProductHealth,
  Interval,
  ItemAnswer,
  Recognition,
} from '@shared/domain';
import type { ListReport } from '@shared/product-list';
import { percent } from '../engine/report/percent';

/** Results as lines for a person. */

export function importReportText({ imported, duplicates, problems, cancelled }: ImportReport): string {
  const lines = [
    `Imported ${imported} photos${duplicates ? `, skipped ${duplicates} that were there` : ''}.`,
    ...problems.map(
      ({ path, line, reason, detail }) => `${path}${line === null ? '' : `:${line}`}: ${reason} (${detail})`,
    ),
  ];
  return [...lines, ...(cancelled ? ['Stopped before the end.'] : [])].join('\n');
}

export function listReportText(report: ListReport): string {
  const { added, changed, unchanged, problems, unknownColumns } = report;
  const lines = [
    `Added ${added} products, changed ${changed}, left ${unchanged} as they were.`,
    ...unknownColumns.map((title) => `Column not known: ${title}`),
    ...problems.map(({ line, reason, text }) => `Line ${line}: ${reason} (${text})`),
  ];
  return lines.join('\n');
}

export function recognitionText(recognition: Recognition): string {
  const { name, found } = recognition;
  if (!found?.items.length) return `${name}: ${answerText(recognition)}`;
  const lines = found.items.map((item) => {
    const { left, top, width, height } = item.box;
    return `  ${width} × ${height} at ${left}, ${top}: ${answerText(item)}`;
  });
  return [`${name}:`, ...lines].join('\n');
}

function answerText({ product, score, candidates }: Omit<ItemAnswer, 'box'>): string {
  const answer = product ? product.name : 'not a product';
  const next = candidates[product ? 1 : 0];
  return `${answer} (${score.toFixed(3)}${next ? `; next ${next.name} ${next.score.toFixed(3)}` : ''})`;
}

export function evaluationText(e: Evaluation): string {
  const interval = ({ low, high }: Interval) => `${percent(low)}–${percent(high)}`;
  const lines = [
    `${e.n} product photos, ${e.unknownCount} unknown`,
    `accuracy ${percent(e.accuracy)}, at threshold ${e.threshold.toFixed(3)}: ${percent(e.accuracyAtThreshold)}`,
    `false reject rate ${percent(e.falseRejectRate)}, false accept rate ${percent(e.falseAcceptRate)}`,
    `AUROC ${e.auroc?.toFixed(4) ?? '–'}, false reject rate at 1 % false accepts ${percent(e.falseRejectRateAtFar1)}`,
    `equal error rate ${percent(e.eer)}, open-set classification rate ${e.oscr?.toFixed(4) ?? '–'}`,
    ...e.thresholds.map(
      (choice) =>
        `threshold ${choice.threshold.toFixed(3)} (${choice.target === null ? 'equal errors' : `at most ${percent(choice.target)} of strangers`}): ` +
        `accepts ${percent(choice.falseAcceptRate)} of strangers (95 %: ${interval(choice.falseAcceptInterval)}), ` +
        `refuses ${percent(choice.falseRejectRate)} of products (95 %: ${interval(choice.falseRejectInterval)})`,
    ),
    `${e.msPerImage.toFixed(1)} ms a photo`,
  ];
  return lines.join('\n');
}

export function exportText({ files, models }: Result<'project.export'>): string {
  const figures = models.map(
    (m) =>
      `${m.file}: ${(m.bytes / 2 ** 20).toFixed(1)} MiB, ${m.msPerPhoto.toFixed(1)} ms a photo, ` +
      `accuracy ${percent(m.accuracy)}, the same answer for ${percent(m.sameAnswer)} of ${m.photos} registered photos`,
  );
  return [...files.map((file) => `Wrote ${file}`), ...figures].join('\n');
}

const needTexts: Record<ProductHealth['needs'][number], string> = {
  more: 'needs more photos',
  sides: 'needs photos of other sides',
  difference: 'needs photos of what is different',
  likeness: 'is often not recognised',
};

export function healthText({ name, photos, rival, needs }: ProductHealth): string {
  const next = rival ? `; nearest other ${rival.name} ${rival.score.toFixed(3)}` : '';
  const said = needs.map((need) => needTexts[need]).join(', ') || 'good';
  return `${name}: ${said} (${photos} photos${next})`;
}
