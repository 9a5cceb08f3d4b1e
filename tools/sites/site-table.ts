/** Makes the table of sites from the adapters. */
import type { Layout, SiteAdapter } from '../../utils/sites/adapter.ts';

export interface SiteLine {
  id: string;
  name: string;
  group: SiteAdapter['group'];
  /** What is read there: `lists`, `job pages`, `posts`. */
  reads: string[];
  /** `page`: tested on a saved page; `fixture`: on documented markup only; `none`: read by the general finder. */
  verified: 'page' | 'fixture' | 'none';
  /** Month of the saved page, `YYYY-MM`, or null. */
  date: string | null;
}

const READ_LABELS: Readonly<Record<Layout['kind'], string>> = { card: 'lists', detail: 'job pages', social: 'posts' };
const VERIFIED_LABELS: Readonly<Record<SiteLine['verified'], string>> = {
  page: 'on a saved page',
  fixture: 'on documented markup only',
  none: 'no adapter yet: the general finder reads it',
};
const VERIFIED_ORDER: readonly SiteLine['verified'][] = ['page', 'fixture', 'none'];

/** Job boards first, best verified first, then by name. */
export function siteLines(adapters: readonly SiteAdapter[]): SiteLine[] {
  return adapters
    .map(({ id, name, group, verified, layouts }): SiteLine => {
      const [how, date = null] = verified.split(' ') as [SiteLine['verified'], string?];
      const kinds = new Set(layouts.map(({ kind }) => kind));
      const reads = how === 'none' ? [] : (['card', 'detail', 'social'] as const).filter((kind) => kinds.has(kind));
      return { id, name, group, reads: reads.map((kind) => READ_LABELS[kind]), verified: how, date };
    })
    .sort(
      (a, b) =>
        a.group.localeCompare(b.group) ||
        VERIFIED_ORDER.indexOf(a.verified) - VERIFIED_ORDER.indexOf(b.verified) ||
        a.name.localeCompare(b.name),
    );
}

/** As Markdown. */
export function siteTable(adapters: readonly SiteAdapter[]): string {
  const rows = siteLines(adapters).map(({ name, group, reads, verified: how, date }) => [
    name,
    group === 'social' ? 'when you allow it' : how === 'page' ? 'from the start' : 'when you allow it',
    reads.join(', ') || '-',
    VERIFIED_LABELS[how],
    date ?? '-',
  ]);
  const head = ['site', 'read', 'what is read', 'verified', 'page of'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
