/** The words above a group of contacts for somebody who is held. */
import type { MessageKey, Translator } from '../../utils/i18n/messages.ts';
import type { UrgentGroup } from './urgent-contacts.ts';

/** The heading, for example "Numbers in Thailand". */
export function urgentHeading({ kind, country }: UrgentGroup, { t, region }: Translator): string {
  if (kind === 'international') return t('help.international');
  return t(kind === 'own' ? 'help.home' : 'help.here', { country: region(country) });
}

/** How to reach lines that work only within a country nearby. */
export function urgentNote({ kind, contacts }: UrgentGroup): MessageKey | null {
  return kind === 'nearby' && contacts.some(({ entry }) => entry.reach === 'home') ? 'help.nearby.how' : null;
}
