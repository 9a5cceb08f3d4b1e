/** Firefox asks the reader itself before an extension sends what they read or wrote; Chromium has no such question. */
import browser from 'webextension-polyfill';

const REPORT_DATA = ['websiteContent', 'personalCommunications', 'personallyIdentifyingInfo'];

/** Must be called from a click, before anything is awaited. True when the report may be sent. */
export async function askDataConsent(): Promise<boolean> {
  if (!('getBrowserInfo' in browser.runtime)) return true; // Firefox alone has it
  const wish = { data_collection: REPORT_DATA } as unknown as Parameters<typeof browser.permissions.request>[0];
  return browser.permissions.request(wish);
}
