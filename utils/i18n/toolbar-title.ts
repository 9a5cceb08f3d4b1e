/** The toolbar button's title in words: what the badge says, for whoever hears it or does not know its signs. */
import { packagedBrand } from '../brand/packaged-brand.ts';
import { createTranslator, type MessageKey } from './messages.ts';
import { packageMessages } from './package-messages.ts';

/** @param key under `badge.`  @param values the counts it names */
export async function toolbarTitle(key: string, values: Record<string, number>): Promise<string> {
  const words = createTranslator(await packageMessages());
  return words.find(key, 'badge.nothing-here' satisfies MessageKey, { ...values, name: packagedBrand.name });
}
