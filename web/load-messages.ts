/** Loads the messages of the site: the language in the URL (`?lang=th`), else the browser's first with messages. */
import { candidatesFor } from '../utils/i18n/languages.ts';
import { loadBundle, type MessageBundle } from '../utils/i18n/messages.ts';
import type { Messages } from '../utils/i18n/message-types.ts';
import { BUILT_LANGUAGES } from './built-languages.ts';
import { readSiteFile } from './file-address.ts';

/** @param locales browser locales or our own tags, preferred first */
export function loadMessages(locales: readonly string[] = preferredLanguages()): Promise<MessageBundle> {
  const candidates = candidatesFor(locales).filter((tag) => BUILT_LANGUAGES.includes(tag));
  return loadBundle(candidates, (tag) => readSiteFile(`messages/${tag}.json`, (json) => json as Messages));
}

function preferredLanguages(): readonly string[] {
  const requested = new URLSearchParams(window.location.search).get('lang');
  return requested === null ? navigator.languages : [requested, ...navigator.languages];
}
