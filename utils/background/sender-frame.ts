/** The tab, frame and address that a message came from. */
import type { Sender } from '../messaging/router.ts';

export interface SenderFrame {
  tabId: number;
  frameId: number;
  /** Host of the page around the frame; '' when the browser hides it. */
  host: string;
  incognito: boolean;
}

/** Frame of a content script. @throws Error when the sender has no tab; the router lets no such content script pass */
export function senderFrame({ tab, frameId, url }: Sender): SenderFrame {
  if (tab?.id === undefined || frameId === undefined || url === undefined) throw new Error('The sender has no tab');
  return { tabId: tab.id, frameId, host: hostOf(tab.url ?? url), incognito: tab.incognito };
}

/** Address of the frame; a frame without one of its own (`about:blank`, `srcdoc`) counts as the page around it. */
export function senderAddress({ url, tab }: Sender): string {
  return (url !== undefined && /^https?:/u.test(url) ? url : tab?.url) ?? '';
}

/** True for a page of the extension. The popup has no tab. */
export function isExtensionPage({ url }: Sender): boolean {
  return /^[a-z]+-extension:/u.test(url ?? '');
}

export function isPrivateSender({ tab }: Sender): boolean {
  return tab?.incognito ?? false;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
