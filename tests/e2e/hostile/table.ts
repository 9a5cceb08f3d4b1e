/** Makes the table of docs/reports/hostile-pages.md from the attacks. */
import type { Attack, Surface } from './attack.ts';

const WORDS: Record<Surface, string> = { page: 'warning in the page', toolbar: 'badge and popup' };

export function hostileTable(attacks: Readonly<Record<string, readonly Attack[]>>): string {
  return Object.entries(attacks)
    .map(([group, list]) =>
      [
        `### ${group[0]?.toUpperCase()}${group.slice(1)}`,
        '',
        '| a page that … | Chromium | Firefox |',
        '| --- | --- | --- |',
        ...list.map(
          ({ description: does, surfaces: warns = {} }) =>
            `| ${does} | ${WORDS[warns.chromium ?? 'page']} | ${WORDS[warns.firefox ?? 'page']} |`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}
