/** The toolbar button's title: the badge in words, for screen readers and for people who do not know its signs. */
import { packagedBrand } from './packaged-brand.ts';
import { createTranslator, type MessageKey } from '../i18n/messages.ts';
import { packageMessages } from './package-messages.ts';

/** @param key under `badge.`  @param values the counts in the message */
export async function toolbarTitle(key: string, values: Record<string, number>): Promise<string> {
  const words = createTranslator(await packageMessages());
  return words.find(key, 'badge.nothing-here' satisfies MessageKey, { ...values, name: packagedBrand.name });
}
