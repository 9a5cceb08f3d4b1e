/** What a tried phrase hits, in words for whoever thinks of adding it. */
import { LABELS } from '../eval/rows.ts';
import type { RowHit, Trial } from './try-phrase.ts';

const MOST_QUOTED = 3;

export function tellHits({ language, phrase, id }: Trial, hits: readonly RowHit[]): string {
  if (hits.length === 0) return `"${phrase}" stands in no row of knowledge/corpus that is read as ${language}`;
  const fresh = hits.filter((hit) => hit.fresh);
  const lines = [
    id === null
      ? `"${phrase}" stands in ${rows(hits.length)}`
      : `"${phrase}" stands in ${rows(hits.length)}; ${id} is not found yet in ${fresh.length} of them`,
  ];
  for (const label of LABELS) {
    const all = hits.filter(({ row }) => row.label === label);
    const shown = all.filter((hit) => hit.fresh);
    if (all.length === 0) continue;
    lines.push('', `${label}: ${shown.length} new of ${all.length}`, ...shown.map(tellHit));
  }
  const woken = hits.filter(({ row, levels }) => isHonest(row.label) && levels?.[0] === 'none' && levels[1] !== 'none');
  if (woken.length > 0) lines.push('', `It would alarm on ${rows(woken.length)} without cause.`);
  return lines.join('\n');
}

function tellHit({ row, quotes, levels }: RowHit): string {
  const words = quotes.slice(0, MOST_QUOTED).map((quote) => `"${quote}"`);
  const level = levels === null ? '' : levels[0] === levels[1] ? `  ${levels[0]}` : `  ${levels[0]} -> ${levels[1]}`;
  return `  ${row.post.id}${level}  ${words.join(', ')}${quotes.length > MOST_QUOTED ? ' ...' : ''}`;
}

const isHonest = (label: string): boolean => label === 'legit' || label === 'warning';
const rows = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;
