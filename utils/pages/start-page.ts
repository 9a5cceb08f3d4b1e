/** The start of every page of the extension: messages, `lang`, `dir`, title and the brand's colours. */
import { packagedBrand } from '../brand/packaged-brand.ts';
import { applyTheme } from '../brand/theme.ts';
import { createTranslator, type MessageKey, type Translator } from '../i18n/messages.ts';
import { packageMessages } from '../brand/package-messages.ts';

/** @param title message key of the page's title; null for the product's name alone */
export async function startPage(title: MessageKey | null): Promise<Translator> {
  const words = createTranslator(await packageMessages());
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  applyTheme(document.documentElement, packagedBrand);
  document.title = title === null ? packagedBrand.name : `${words.t(title)} – ${packagedBrand.name}`;
  return words;
}
