/** Requests new rules after the address of a page changed without a reload. Until they arrive the old ones apply. */
import { addressPath } from '../../utils/dom/document-address.ts';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import type { PageTestResult } from '../../utils/page-reader/frame-state.ts';

/** How often the address is compared, for pages that change their address after their content. Milliseconds. */
const POLL_MS = 1500;

export interface RulesRenewal {
  /** Requests new rules if the address changed. */
  check(): void;
  isPending(): boolean;
  stop(): void;
}

/**
 * @param address of the rules so far
 * @param isInUse whether the rules are needed now
 * @param onMove called at a new address; what it returns is called with the new rules
 */
export function createRulesRenewal(
  document: Document,
  address: string,
  isInUse: () => boolean,
  onMove: () => (rules: PageTestResult['rules']) => void,
): RulesRenewal {
  let isPending = false;
  let isStopped = false;
  let renewedAt = Number.NEGATIVE_INFINITY;

  const renew = async (): Promise<void> => {
    renewedAt = performance.now();
    address = document.URL;
    const onRules = onMove();
    isPending = true;
    const rules = await sendMessage('site.rules', { again: true, address: addressPath(document) });
    isPending = false;
    if (rules !== null && !isStopped) onRules(rules);
  };
  const check = (): void => {
    // Rate-limited: a page can change its address at any rate.
    if (isInUse() && document.URL !== address && performance.now() - renewedAt >= POLL_MS) void renew();
  };
  const poll = setInterval(check, POLL_MS);
  return {
    check,
    isPending: () => isPending,
    stop() {
      isStopped = true;
      clearInterval(poll);
    },
  };
}
