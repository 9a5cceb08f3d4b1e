/** The messages in the reader's language, for the background and the pages of the extension. */
import browser from 'webextension-polyfill';
import { packagedBrand } from './packaged-brand.ts';
import { managedPolicy } from './effective-brand.ts';
import { readingSettings } from './reading-settings.ts';
import { candidatesFor } from '../i18n/languages.ts';
import { loadBundle, readOnce, type MessageBundle } from '../i18n/messages.ts';
import { unpackMessages, type PackedMessages } from '../i18n/packed-messages.ts';

/** The package does not change while this context lives, and every warning needs the messages. */
const readPackaged = readOnce(async (tag) => {
  const [keys, texts] = await Promise.all([readJson<string[]>('keys'), readJson<PackedMessages>(tag)]);
  return keys === null || texts === null ? null : unpackMessages(keys, texts);
});

/** Null where the package has no such file. */
async function readJson<T>(name: string): Promise<T | null> {
  try {
    const response = await fetch(browser.runtime.getURL(`messages/${name}.json`));
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}

/**
 * Picks the first of these languages: the settings', the policy's, the browser's, one that the browser prefers, the
 * brand's default. Where the policy hides the setting, the policy's language is used.
 */
export async function packageMessages(): Promise<MessageBundle> {
  const [chosen, managed] = await Promise.all([readingSettings(), managedPolicy()]);
  const own = managed.hidden.includes('language') ? null : chosen.language;
  const language = own ?? managed.language;
  const wanted = language === null ? [browser.i18n.getUILanguage(), ...navigator.languages] : [language];
  return loadBundle(candidatesFor([...wanted, ...(packagedBrand.languages ?? [])]), readPackaged);
}
