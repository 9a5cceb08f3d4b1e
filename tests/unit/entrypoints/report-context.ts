/** What the report page starts with: the words of a language, and a brand with a list and a relay. */
import { readFileSync } from 'node:fs';
import { packagedBrand } from '../../../utils/brand/packaged-brand.ts';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import { createTranslator } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';
import type { PageContext } from '../../../utils/pages/start-page.ts';

export const contextOf = (publisher: string, organisation: string | null, language = 'en'): PageContext => ({
  translator: createTranslator({
    language,
    messages: JSON.parse(readFileSync(`public/messages/${language}.json`, 'utf8')) as Messages,
  }),
  brand: {
    ...packagedBrand,
    publisher,
    channel: 'https://list.example/',
    relay: 'https://relay.example/',
    mail: 'desk@shelter.example',
  },
  policy: { ...UNMANAGED, organisation },
});
