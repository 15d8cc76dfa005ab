import type { Operation } from '@shared/curves';
import type { Interval } from '@shared/domain';
import { lineChart } from './line-chart';
import { percent } from './percent';
import type { Mistake, ReportData } from './report-data';
import style from './report.css?raw';
import { type Language, reportWords } from './words';

/** The report as one HTML file that needs nothing else. Names from the project are text, never markup. */
export function reportHtml(data: ReportData, language: Language): string {
  const t = reportWords[language];
  const { now } = data;
  const date = data.made.toLocaleString(language);
  const sections = [
    `<h1>${escape(data.project.name)} <small>${t.title}</small></h1><p class="date">${t.made} ${escape(date)}</p>`,
    `<p class="summary">${t.summary(per100(now.correctRate), per100(now.falseAcceptRate))}</p>`,
    data.strangers ? '' : `<p class="note">${t.noStrangers}</p>`,
    data.trained ? `<p class="note">${t.trained(data.trained, data.products + data.strangers)}</p>` : '',
    section(t.numbers, table(null, numbers(data, language))),
    section(t.curve, `<p>${t.curveText}</p>${errorCurve(data, language)}`),
    data.strangers ? section(t.roc, `<p>${t.rocText}</p>${rocCurve(data.curve, t.correct, t.accepted)}`) : '',
    data.choices.length ? section(t.choices, choices(data, language)) : '',
    section(t.worst, perProduct(data, language)),
    section(t.mistakes, mistakes(data.mistakes, language)),
    section(t.recipe, data.run ? recipe(data.run) : `<p>${t.untrained}</p>`),
    section(
      t.data,
      `<p>${dataset(data, language)}</p>${table(
        [t.class, '', t.photos],
        data.classes.map(({ name, kind, count }) => [name, kind, String(count)]),
      )}`,
    ),
  ];
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">` +
    `<title>${escape(data.project.name)} – ${t.title}</title><style>${style}</style></head>` +
    `<body>${sections.join('\n')}</body></html>\n`
  );
}

function numbers(data: ReportData, language: Language): string[][] {
  const t = reportWords[language];
  const { now } = data;
  return [
    [t.inUse, now.threshold.toFixed(3)],
    [t.productPhotos, String(data.products)],
    [t.strangerPhotos, String(data.strangers)],
    [t.accuracy, percent(data.accuracy)],
    [t.correct, percent(now.correctRate)],
    [t.refused, percent(now.falseRejectRate)],
    [t.accepted, percent(now.falseAcceptRate)],
    [t.auroc, data.auroc?.toFixed(4) ?? '–'],
    [t.eer, percent(data.eer)],
    [t.oscr, data.oscr?.toFixed(4) ?? '–'],
  ];
}

function errorCurve({ curve, now }: ReportData, language: Language): string {
  const t = reportWords[language];
  const points = (rate: (o: Operation) => number | null) =>
    curve
      .filter((o) => rate(o) !== null)
      .map((o) => [Math.min(1, Math.max(0, o.threshold)), rate(o)!] as const);
  const lines = [
    { points: points((o) => o.falseRejectRate), color: '#1971c2', label: t.refused },
    { points: points((o) => o.falseAcceptRate), color: '#e8590c', label: t.accepted },
  ];
  return lineChart(lines, t.threshold, now.threshold);
}

function rocCurve(curve: readonly Operation[], label: string, xLabel: string): string {
  const points = curve.map((o) => [o.falseAcceptRate ?? 0, o.correctRate ?? 0] as const);
  return lineChart([{ points, color: '#2f9e44', label }], xLabel);
}

function choices(data: ReportData, language: Language): string {
  const t = reportWords[language];
  return table(
    [t.purpose, t.threshold, t.accepted, t.interval, t.refused, t.interval],
    data.choices.map((choice) => [
      choice.target === null ? t.equal : t.atMost(percent(choice.target)),
      choice.threshold.toFixed(3),
      percent(choice.falseAcceptRate),
      interval(choice.falseAcceptInterval),
      percent(choice.falseRejectRate),
      interval(choice.falseRejectInterval),
    ]),
  );
}

function perProduct(data: ReportData, language: Language): string {
  const t = reportWords[language];
  return table(
    [t.product, t.photos, t.recognised],
    data.perProduct.map(({ name, photos, recognised }) => [
      name,
      String(photos),
      `${recognised} (${percent(recognised / photos)})`,
    ]),
  );
}

function mistakes(list: readonly Mistake[], language: Language): string {
  const t = reportWords[language];
  if (!list.length) return `<p>${t.noMistakes}</p>`;
  const figures = list.map(({ picture, truth, nearest, score }) => {
    const wrong = truth === nearest ? t.isRefused : `${t.taken} ${escape(nearest)}`;
    return (
      `<figure class="photo"><img src="${picture}" alt=""><figcaption>${t.shows} ${escape(truth ?? t.nothing)}<br>` +
      `${wrong} (${score.toFixed(3)})</figcaption></figure>`
    );
  });
  return `<div class="photos">${figures.join('')}</div>`;
}

function recipe({ recipe, seconds }: NonNullable<ReportData['run']>): string {
  const rows = recipe.stages.map((stage, i) => [String(i + 1), JSON.stringify(stage)]);
  return `<p>${escape(recipe.name)} · ${Math.round(seconds)} s · ${escape(recipe.head.kind)}</p>${table(null, rows)}`;
}

/** Which photos and labels the figures are of, so that a later report can be told from this one. */
function dataset({ dataset, trainedOn }: ReportData, language: Language): string {
  const t = reportWords[language];
  const now = t.dataset(dataset.photos, short(dataset.hash));
  if (!trainedOn) return now;
  const made = new Date(trainedOn.madeAt).toLocaleString(language);
  const changed = dataset.hash === trainedOn.hash ? t.unchanged : t.since(trainedOn.since);
  return `${now} ${t.trainedOn(escape(made), trainedOn.photos, short(trainedOn.hash))} ${changed}`;
}

const short = (hash: string) => `<code>${hash.slice(0, 12)}</code>`;

const section = (title: string, body: string) => `<section><h2>${title}</h2>${body}</section>`;

function table(head: readonly string[] | null, rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${head ? line(head, 'th') : ''}${rows.map((row) => line(row, 'td')).join('')}</table>`;
}

const per100 = (share: number | null) => (share === null ? '–' : (share * 100).toFixed(1));
const interval = ({ low, high }: Interval) => `${percent(low)} – ${percent(high)}`;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]);
