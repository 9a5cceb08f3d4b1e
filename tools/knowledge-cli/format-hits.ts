/** Prints which rows a phrase matches, for the person who considers adding it. */
import { LABELS } from '../eval/rows.ts';
import type { RowHit, Trial } from './try-phrase.ts';

const MAX_QUOTES = 3;

export function formatHits({ language, phrase, id }: Trial, hits: readonly RowHit[]): string {
  if (hits.length === 0) return `"${phrase}" stands in no row of knowledge/corpus that is read as ${language}`;
  const fresh = hits.filter((hit) => hit.isNew);
  const lines = [
    id === null
      ? `"${phrase}" stands in ${rows(hits.length)}`
      : `"${phrase}" stands in ${rows(hits.length)}; ${id} is not found yet in ${fresh.length} of them`,
  ];
  for (const label of LABELS) {
    const all = hits.filter(({ row }) => row.label === label);
    const shown = all.filter((hit) => hit.isNew);
    if (all.length === 0) continue;
    lines.push('', `${label}: ${shown.length} new of ${all.length}`, ...shown.map(formatHit));
  }
  const falseAlarms = hits.filter(
    ({ row, levels }) => isHonest(row.label) && levels?.[0] === 'none' && levels[1] !== 'none',
  );
  if (falseAlarms.length > 0) lines.push('', `It would warn on ${rows(falseAlarms.length)} without reason.`);
  return lines.join('\n');
}

function formatHit({ row, quotes, levels }: RowHit): string {
  const words = quotes.slice(0, MAX_QUOTES).map((quote) => `"${quote}"`);
  const level = levels === null ? '' : levels[0] === levels[1] ? `  ${levels[0]}` : `  ${levels[0]} -> ${levels[1]}`;
  return `  ${row.post.id}${level}  ${words.join(', ')}${quotes.length > MAX_QUOTES ? ' ...' : ''}`;
}

const isHonest = (label: string): boolean => label === 'legit' || label === 'warning';
const rows = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;
