/** Firefox asks the reader itself before an extension sends what they read or wrote; Chromium has no such question. */
import browser from 'webextension-polyfill';
import type { DataKind } from '../report/data-kinds.ts';

/**
 * Must be called from a click, before anything is awaited. True when the report may be sent; Firefox does not ask again for what
 * it was allowed before.
 */
export async function requestDataConsent(kinds: readonly DataKind[]): Promise<boolean> {
  if (!('getBrowserInfo' in browser.runtime)) return true; // Firefox alone has it
  const permissions = { data_collection: [...kinds] } as unknown as Parameters<typeof browser.permissions.request>[0];
  return browser.permissions.request(permissions);
}
