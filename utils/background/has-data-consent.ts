/** Whether Firefox still allows that these kinds of data leave the device; readers can take that back in its settings. */
import type { Browser } from 'webextension-polyfill';
import type { DataKind } from '../report/data-kinds.ts';

export type ConsentBrowser = Pick<Browser, 'permissions'> & { runtime: object };

/** Asks the reader nothing. True in Chromium, which has no such permission. */
export async function hasDataConsent(
  { runtime, permissions }: ConsentBrowser,
  kinds: readonly DataKind[],
): Promise<boolean> {
  if (!('getBrowserInfo' in runtime)) return true; // Firefox alone has it
  const wanted = { data_collection: [...kinds] } as unknown as Parameters<typeof permissions.contains>[0];
  return permissions.contains(wanted);
}
