/** The messages in the reader's language, for the background and the extension's own pages. */
import browser from 'webextension-polyfill';
import { packagedBrand } from '../brand/packaged-brand.ts';
import { managedPolicy } from '../brand/effective-brand.ts';
import { readSettings } from '../storage/settings.ts';
import { candidatesFor } from './languages.ts';
import { loadBundle, type MessageBundle, type Messages } from './messages.ts';

async function readPackaged(tag: string): Promise<Messages | null> {
  try {
    const response = await fetch(browser.runtime.getURL(`messages/${tag}.json`));
    return response.ok ? ((await response.json()) as Messages) : null;
  } catch {
    return null; // no such file in the package
  }
}

/**
 * The language chosen in the settings, else the organisation's, else the browser's, else the languages the reader told the
 * browser, else the brand's first. Where the policy hides the choice, it is the organisation's.
 */
export async function packageMessages(): Promise<MessageBundle> {
  const [chosen, managed] = await Promise.all([readSettings(browser.storage.local), managedPolicy()]);
  const own = managed.hidden.includes('language') ? null : chosen.language;
  const language = own ?? managed.language;
  const wanted = language === null ? [browser.i18n.getUILanguage(), ...navigator.languages] : [language];
  return loadBundle(candidatesFor([...wanted, ...(packagedBrand.languages ?? [])]), readPackaged);
}
