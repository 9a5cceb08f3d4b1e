/** The name of a contact: a proper name, or one composed from the names of countries in the reader's language. */
import type { Translator } from '../../utils/i18n/messages.ts';
import type { HelpEntry } from '../../utils/model/help.ts';
import { localText } from './local-text.ts';

/** @param country ISO 3166 code of the country whose file has the entry; '' for an international organisation */
export function officeName(
  { name, office, city, in: place }: HelpEntry,
  country: string,
  { t, region, language }: Translator,
): { text: string; language: string } {
  if (office === undefined) return localText(name ?? { en: '' }, language);
  const text = t(`help.office.${office}`, { of: region(country), in: region(place ?? country) });
  return { text: city === undefined ? text : `${text} (${city})`, language };
}
