/** The tab, frame and address that a message came from. */
import type { Sender } from '../messaging/router.ts';

export interface SenderFrame {
  tabId: number;
  frameId: number;
  /** Host of the page around the frame; '' when the browser hides it. */
  host: string;
  /** In a private window. */
  isPrivate: boolean;
}

/** Frame of a content script. @throws Error when the sender has no tab. The router lets no such content script pass */
export function senderFrame({ tab, frameId, url }: Sender): SenderFrame {
  if (tab?.id === undefined || frameId === undefined || url === undefined) throw new Error('The sender has no tab');
  return { tabId: tab.id, frameId, host: hostOf(tab.url ?? url), isPrivate: tab.incognito };
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

/** Whether a tab is in a private window; false without a tab. */
export type IsPrivateTab = (tabId: number | null) => Promise<boolean>;

/**
 * Whether a message comes from a private window. The popup has no tab of its own, so it names the one that it is about.
 * @param tabId the tab that a page of the extension names
 */
export async function isPrivateRequest(
  tabId: number | undefined,
  sender: Sender,
  isPrivateTab: IsPrivateTab,
): Promise<boolean> {
  return isPrivateSender(sender) || isPrivateTab(tabId ?? null);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
