/** Measures as Markdown tables and an error gallery, for the terminal and for docs/reports/quality.md. */
import type { GroupMeasure, Measures } from './measure.ts';
import type { Judged, Share } from './wilson-share.ts';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `12.3 % (9.1 to 16.4)`: the share and its 95 % interval. */
function interval({ of, share, lower, upper }: Share): string {
  if (of === 0) return '-';
  const percent = (value: number): string => (100 * value).toFixed(1);
  return `${percent(share)} % (${percent(lower)} to ${percent(upper)})`;
}

function groupTable(name: string, groups: readonly GroupMeasure[]): string {
  return table(
    ['label', name, 'rows', 'caution or danger (95 %)', 'danger (95 %)'],
    groups.map(({ label, group, rows, caution, danger }) => [
      label,
      group,
      String(rows),
      interval(caution),
      interval(danger),
    ]),
  );
}

/** By label, then by set where there are several. */
export function mainTables({ byLabel, bySet }: Measures): string {
  const isOne = bySet.length === byLabel.length;
  return [groupTable('group', byLabel), ...(isOne ? [] : [groupTable('set', bySet)])].join('\n\n');
}

/** Everything that `eval` prints of a set. */
export function allTables(measures: Measures): string {
  return [
    mainTables(measures),
    groupTable('language', measures.byLanguage),
    groupTable('family', measures.byFamily),
  ].join('\n\n');
}

/** One row that went wrong, to be read. */
export function galleryEntry({ row, verdict }: Judged): string {
  const { post } = row;
  const reasons = verdict.reasons.map(({ id, quote }) => `${id}${quote === null ? '' : ` "${quote}"`}`).join(', ');
  const head = [post.title, post.company, post.location, post.salary].filter((part) => part !== '').join(' · ');
  const text = post.text.replaceAll(/\s+/gu, ' ').slice(0, 500);
  return `- ${row.lang} ${row.label} (${row.tactic}) ${post.id}: ${verdict.level}, score ${verdict.score.toFixed(2)}\n  ${head}\n  ${text}\n  reasons: ${reasons}`;
}
