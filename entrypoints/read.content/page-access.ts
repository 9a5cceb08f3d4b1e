/** Whether the page may be read at the address that it shows: not while reading is paused, and not in a private conversation. */
import type { Response } from '../../utils/contracts/messages.ts';
import { addressPath, documentAddress } from '../../utils/dom/document-address.ts';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { isPrivateConversation } from '../../utils/sites/private-conversation.ts';

export interface PageAccess {
  mayRead(): boolean;
  /** Decided here: nothing may be read before the answer of the worker. */
  isPrivate(): boolean;
  setPaused(isPaused: boolean): void;
  /** Follows the address that the page shows now; it may change without a reload. @returns whether it changed */
  follow(): boolean;
  /**
   * Requests from the worker whether the address may be read; one request at a time.
   *
   * @returns whether reading is paused, where that changed; else null
   */
  request(): Promise<boolean | null>;
}

/** @param site the worker's answer for this address */
export function createPageAccess(document: Document, site: Response<'site.get'>, isPausedNow: boolean): PageAccess {
  let isPaused = isPausedNow;
  let address = document.URL;
  let isRequesting = false;

  const isPrivate = (): boolean => isPrivateConversation(site.finder, site.adapters, documentAddress(document));
  return {
    mayRead: () => !isPaused && !isPrivate(),
    isPrivate,
    setPaused: (isNowPaused) => void (isPaused = isNowPaused),
    follow() {
      const before = address;
      address = document.URL;
      return address !== before;
    },
    async request() {
      if (isRequesting) return null;
      isRequesting = true;
      let sentAddress: string;
      let answer: Response<'site.get'> | null;
      do {
        sentAddress = address;
        answer = await sendMessage('site.get', { address: addressPath(document) });
      } while (sentAddress !== address);
      isRequesting = false;
      return answer === null || answer.paused === isPaused ? null : answer.paused;
    },
  };
}
