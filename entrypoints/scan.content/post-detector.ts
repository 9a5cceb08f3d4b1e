/**
 * The thin script in every page that may be read. It looks whether there is anything like a post, now and whenever the
 * page changes, and brings the reader of posts only then: most pages are none of our business and should not feel us.
 * What it looks for is worked out in the background; code that runs once costs a page as much as code that runs often.
 */
import { handleTabMessages, sendMessage, isAlive } from '../../utils/messaging/content-messages.ts';
import type { PageDescription, PageStatus } from '../../utils/contracts/page-summary.ts';
import { retryUntilAnswered } from '../../utils/messaging/retry-until-answered.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { observeChanges, type PageChanges, type ChangeObserver } from '../../utils/page-reader/observe-changes.ts';
import { setReaderState, type ReaderState } from '../../utils/page-reader/reader-state.ts';
import { mayHostShadowRoot, shadowRootsIn } from '../../utils/dom/shadow-roots.ts';
import { looksUnreadable, createPostMatcher } from './post-matcher.ts';

/** A page is given this long to fill before finding nothing there counts. Milliseconds. */
const SETTLE_MS = 2500;
/** What came without a sign is looked at once more, this much later; a flood when it has been over for so long. */
const RECHECK_MS = 6000;
const CALM_MS = 3000;
/** How often the address is looked at, for a page that changed first and took its new address later. */
const POLL_MS = 1500;

export interface PostDetector {
  stop(): void;
}

export async function startPostDetector(document: Document): Promise<PostDetector> {
  const window = document.defaultView!;
  const isTop = window.top === window;
  let address = document.URL;
  const delay = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  let rules = await retryUntilAnswered(() => sendMessage('site.signs', { again: false }), { isAlive, wait: delay });
  if (rules === null) return { stop: () => undefined };
  let observer: ChangeObserver | null = null;
  let settled = false;
  let rulesRenewedAt = Number.NEGATIVE_INFINITY;
  /** When the whole page was looked through last. */
  let checkedAt = performance.now();
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  const stops: (() => void)[] = [];

  const status = (): PageStatus => (settled && looksUnreadable(document, rules!) ? 'could-not-read' : 'nothing-here');
  const matchesInShadow = (scope: Document | Element = document): boolean =>
    shadowRootsIn(scope).some((root) => matcher.matchesAny([...root.children]));

  const pause = (): void => {
    observer?.stop();
    observer = null;
    clearTimeout(checkTimer);
    checkTimer = undefined;
  };
  const detach = (): void => {
    pause();
    for (const undo of stops.splice(0)) undo();
  };
  const state: ReaderState = { paused: rules.paused, settled: false, handOff: detach, stop: null };
  const stop = (): void => {
    detach();
    state.stop?.();
  };
  const injectReader = (): void => {
    if (observer === null) return;
    pause();
    void sendMessage('read.inject', { finder: rules!.adapter === null });
  };
  let matcher = createPostMatcher(document, rules, injectReader);
  /** Looks through the page as it stands; gives whether more is to be looked for. */
  const check = async (mayHaveChanged: boolean, orElse: () => boolean): Promise<boolean> => {
    const observerAtStart = observer;
    const found = (await matcher.matchesPage(mayHaveChanged)) || orElse();
    // Meanwhile it may have been stopped, or the page may show another address.
    if (observer !== observerAtStart) return false;
    if (found) injectReader();
    return !found;
  };
  /** @param last nothing more is looked for after it, and the whole page is looked through once more */
  const scheduleCheck = (wait: number, last: boolean): void => {
    checkTimer ??= setTimeout(() => void runCheck(last), wait);
  };
  const runCheck = async (last: boolean): Promise<void> => {
    checkTimer = undefined;
    checkedAt = performance.now();
    settled = true;
    state.settled = true;
    if (!isAlive()) return stop();
    const more = await check(last, () => matchesInShadow() || status() === 'could-not-read');
    if (more && !last) scheduleCheck(RECHECK_MS, true);
  };
  const apply = ({ elements, everything }: PageChanges): void => {
    if (!isAlive()) return stop();
    renewIfMoved();
    if (
      matcher.matchesAny(elements) ||
      elements.some((element) => mayHostShadowRoot(element) && matchesInShadow(element))
    )
      return injectReader();
    if (everything && performance.now() - checkedAt < RECHECK_MS) {
      // Of a flood only some elements are known: the page is looked through when it is over, or has lasted too long.
      clearTimeout(checkTimer);
      checkTimer = undefined;
    }
    scheduleCheck(everything ? CALM_MS : RECHECK_MS, true);
  };
  const start = (): void => {
    if (observer !== null || state.paused || document.hidden) return;
    observer = observeChanges(document, apply);
    scheduleCheck(SETTLE_MS, false);
    void check(true, () => false);
    renewIfMoved();
    // Where the page's layout is settled, asking for sizes costs little.
    requestIdleCallback(() => observer !== null && matchesInShadow() && injectReader(), { timeout: 500 });
  };
  /** The page shows another address without having been loaded anew; meanwhile the signs of the last one count. */
  const renewIfMoved = (): void => {
    // A page can change its address as often as it likes.
    if (observer !== null && document.URL !== address && performance.now() - rulesRenewedAt >= POLL_MS)
      void renewRules();
  };
  const renewRules = async (): Promise<void> => {
    rulesRenewedAt = performance.now();
    address = document.URL;
    settled = false;
    state.settled = false;
    const newRules = await sendMessage('site.signs', { again: true });
    if (newRules === null || stops.length === 0) return;
    rules = newRules;
    matcher = createPostMatcher(document, newRules, injectReader);
    state.paused = newRules.paused;
    if (state.paused) return pause();
    if (observer === null) return;
    clearTimeout(checkTimer);
    checkTimer = undefined;
    scheduleCheck(SETTLE_MS, false);
    await check(true, () => false);
  };
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) pause();
    else start();
  };

  setReaderState(state);
  const poll = setInterval(renewIfMoved, POLL_MS);
  stops.push(
    () => clearInterval(poll),
    handleTabMessages({
      [isTop ? 'page.describe' : 'frame.describe']: (): PageDescription => {
        const now = status();
        const empty = { adapter: rules!.adapter, posts: 0, caution: 0, danger: 0, drawn: 0, found: [] };
        return { ...empty, status: now, problem: now === 'could-not-read' ? 'wall' : null };
      },
      'page.recheck': () => null,
      'page.pause': ({ paused }) => {
        state.paused = paused;
        if (paused) pause();
        else start();
        return null;
      },
    }),
    addPersistentListeners(document, () => document.addEventListener('visibilitychange', onVisible)),
    () => document.removeEventListener('visibilitychange', onVisible),
  );
  start();
  return { stop };
}
