/** Measures as Markdown tables and an error gallery, for the terminal and for docs/QUALITY.md. */
import type { FalseAlarms, Measures, Recall } from './measure.ts';
import type { Judged, Share } from './wilson-share.ts';

const percent = (share: Share): string => (share.of === 0 ? '-' : `${(share.share * 100).toFixed(1)} %`);
const bound = (share: Share): string => (share.of === 0 ? '-' : `${(share.upper * 100).toFixed(2)} %`);

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const recallRow = ({ name, caution, danger }: Recall): string[] => [
  name,
  String(caution.of),
  percent(caution),
  percent(danger),
];

const alarmRow = ({ set, label, alerted, danger }: FalseAlarms): string[] => [
  set,
  label,
  String(alerted.of),
  percent(alerted),
  bound(alerted),
  percent(danger),
];

/** The tables of docs/QUALITY.md: recall by language and false alarms by set. */
export function mainTables(measures: Measures): string {
  const scams = new Map(measures.jobScamsByLanguage.map((recall) => [recall.name, recall]));
  const languages = measures.luresByLanguage.map((recall) => {
    const scam = scams.get(recall.name);
    return [...recallRow(recall), scam === undefined ? '-' : percent(scam.caution)];
  });
  return [
    table(
      ['language', 'lures', 'caution or above', 'danger', 'job scams at caution or above'],
      [...languages, ['**all**', ...recallRow(measures.lures).slice(1), percent(measures.jobScams.caution)]],
    ),
    table(
      ['set', 'rows are', 'rows', 'alerted', '95 % upper bound', 'danger'],
      [...measures.falseAlarms, measures.honestPooled].map(alarmRow),
    ),
  ].join('\n\n');
}

/** Everything `eval` prints. */
export function allTables(measures: Measures): string {
  const { emscad } = measures;
  return [
    mainTables(measures),
    emscad === null
      ? ''
      : `EMSCAD frauds above what 1 % of its legit rows pass: ${percent(emscad)} of ${emscad.of} (score ${emscad.threshold.toFixed(3)})`,
    table(['tactic', 'rows', 'caution or above', 'danger'], measures.byTactic.map(recallRow)),
    table(['batch', 'lures', 'caution or above', 'danger'], measures.byBatch.map(recallRow)),
    table(
      ['score', 'rows', 'mean score', 'lure or scam'],
      measures.calibration.map(({ from, to, rows, meanScore, bad }) => [
        `${from.toFixed(1)}-${to.toFixed(1)}`,
        String(rows),
        meanScore.toFixed(2),
        bad.toFixed(2),
      ]),
    ),
    table(
      ['reason', 'rows', 'on lures and scams', 'precision'],
      measures.signals.map(({ id, rows, bad, precision }) => [id, String(rows), String(bad), precision.toFixed(2)]),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** One row that went wrong, to be read. */
export function galleryEntry({ row, verdict }: Judged): string {
  const { post } = row;
  const reasons = verdict.reasons.map(({ id, quote }) => `${id}${quote === null ? '' : ` "${quote}"`}`).join(', ');
  const head = [post.title, post.company, post.location, post.salary].filter((part) => part !== '').join(' · ');
  const text = post.text.replaceAll(/\s+/gu, ' ').slice(0, 500);
  return `- ${row.lang} ${row.label} (${row.tactic}) ${post.id}: ${verdict.level}, score ${verdict.score.toFixed(2)}\n  ${head}\n  ${text}\n  reasons: ${reasons}`;
}
