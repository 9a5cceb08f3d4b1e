/** What every page of the extension does first: words, `lang`, `dir`, title and the brand's colours. */
import { brand } from '../brand/current.ts';
import { paint } from '../brand/theme.ts';
import { createWords, type MessageKey, type Words } from '../i18n/messages.ts';
import { packageMessages } from '../i18n/package-messages.ts';

/** @param title message of the page's title; null for the product's name alone */
export async function startPage(title: MessageKey | null): Promise<Words> {
  const words = createWords(await packageMessages());
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  paint(document.documentElement, brand);
  document.title = title === null ? brand.name : `${words.t(title)} – ${brand.name}`;
  return words;
}
