/** Formats the figures of `measure.ts` with their targets, as text. */
import type { Score } from './measure.ts';

interface Measured {
  saved?: Score[] | null;
  without?: { details: Score; cards: Score; missed: string[] };
  withoutPosts?: { of: number; wrong: string[] };
  redesigns?: Score[];
}

const HEAD = 'posts\ttitle\tcompany\ttext\twhat';

export function measureTable({ saved, without, withoutPosts, redesigns }: Measured): string {
  const lines: string[] = [];
  if (saved !== undefined && saved !== null) {
    lines.push('saved pages, targets 98 % / 95 % / 95 %', HEAD);
    lines.push(...saved.filter(({ of }) => of > 0).map(row), row(sumOf(saved, 'all')), '');
  }
  if (without !== undefined) {
    lines.push('sites without their adapter, targets 90 % of main posts, 70 % of cards', HEAD);
    lines.push(row(without.details), row(without.cards));
    lines.push(...without.missed.map((missed) => `  missed in ${missed}`), '');
  }
  if (withoutPosts !== undefined) {
    lines.push(`pages without posts, target all: ${withoutPosts.of - withoutPosts.wrong.length} of ${withoutPosts.of}`);
    lines.push(...withoutPosts.wrong.map((wrong) => `  wrong: ${wrong}`));
  }
  if (redesigns !== undefined) lines.push('after a redesign', HEAD, ...redesigns.map(row));
  return lines.join('\n');
}

export function sumOf(scores: readonly Score[], what: string): Score {
  const sum = (key: 'of' | 'title' | 'company' | 'text'): number =>
    scores.reduce((total, score) => total + score[key], 0);
  return { what, of: sum('of'), title: sum('title'), company: sum('company'), text: sum('text') };
}

function row({ what, of, title, company, text }: Score): string {
  const share = (count: number): string => (of === 0 ? '-' : `${((100 * count) / of).toFixed(1)} %`);
  return [of, share(title), share(company), share(text), what].join('\t');
}
