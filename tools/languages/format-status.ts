/** Formats the status of languages for the terminal. */
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import type { Messages } from '../../utils/i18n/message-types.ts';
import type { LanguageStatus } from './language-status.ts';

export function formatStatusTable(standings: readonly LanguageStatus[]): string {
  const rows = standings.map((each) => [
    each.language,
    nameOf(each.language),
    `${each.missing.length}`,
    `${each.unknown.length}`,
    `${each.changed.length}`,
    `${each.asEnglish.length}`,
    `${each.keys - each.unreviewedKeys} of ${each.keys}`,
  ]);
  const head = ['tag', 'language', 'missing', 'not in English', 'changed in English', 'same as English', 'reviewed'];
  const unread = standings.filter(({ reviewed }) => reviewed.length === 0);
  return [
    ...[head, ...rows].map((row) => row.join('\t')),
    '',
    unread.length === standings.length
      ? 'No native speaker has reviewed any of these languages yet.'
      : `No native speaker has reviewed: ${unread.map(({ language }) => language).join(' ')}`,
    'For one language, with its keys: npm run -s languages -- LANGUAGE',
  ].join('\n');
}

export function formatStatusDetails(standing: LanguageStatus, english: Messages): string {
  const lines = [`${standing.language} ${nameOf(standing.language)}: ${standing.keys} keys`];
  const list = (title: string, keys: readonly string[]): void => {
    lines.push('', `${title}: ${keys.length}`);
    for (const key of keys) lines.push(`  ${key}: ${JSON.stringify(english[key] ?? null)}`);
  };
  list('missing (shown in English)', standing.missing);
  list('not in English any more (take out)', standing.unknown);
  list('changed in English since they were translated', standing.changed);
  list('same as English (perhaps rightly)', standing.asEnglish);
  const { reviewers, reviewed, reviewedBefore, unreviewedKeys } = standing;
  lines.push('', `reviewed by a native speaker, as it stands: ${reviewed.join(' ') || 'nothing'}`);
  if (reviewedBefore.length > 0) lines.push(`reviewed, and changed since: ${reviewedBefore.join(' ')}`);
  lines.push(`not reviewed: ${unreviewedKeys} keys`);
  for (const { by, on } of reviewers) lines.push(`  reviewer: ${by}, ${on}`);
  return lines.join('\n');
}

const nameOf = (tag: string): string => LANGUAGES.find((known) => known.tag === tag)?.name ?? '';
