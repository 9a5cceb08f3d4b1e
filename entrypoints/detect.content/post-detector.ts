/**
 * Follows a page that changes, or that the page test could not decide. Has the page controller injected as soon as the
 * page may contain posts.
 */
import { handleTabMessages, isAlive, sendMessage, sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import type { PageDescription } from '../../utils/contracts/page-summary.ts';
import type { PageStatus } from '../../utils/sites/page-status.ts';
import { addressPath } from '../../utils/dom/document-address.ts';
import { isPdf } from '../../utils/dom/is-pdf.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { observeChanges, type PageChanges, type ChangeObserver } from '../../utils/page-reader/observe-changes.ts';
import type { FrameState } from '../../utils/page-reader/frame-state.ts';
import { mayHostShadowRoot, shadowHostsIn, shadowRootsIn } from '../../utils/dom/shadow-roots.ts';
import { hasWords } from '../../utils/dom/read-text.ts';
import { createPostMatcher, looksUnreadable } from './post-matcher.ts';

/** Time for a page to fill before the second check, milliseconds. */
const SETTLE_MS = 2500;
/** Letters on a page that is filled enough for the general finder. */
const MIN_LAYOUT_LETTERS = 400;
/** A page that is still loading counts as filled after this many milliseconds. */
const MAX_LOADING_MS = 10_000;
/** Delay of another check after changes without a match, and after more changes than were listed. Milliseconds. */
const RECHECK_MS = 6000;
const CALM_MS = 3000;
/** How often the address is compared, for pages that change their address after their content. Milliseconds. */
const POLL_MS = 1500;

/** Starts the post detector, which replaces the page test. @param state as the page test has set it */
export function startPostDetector(document: Document, state: FrameState): void {
  const window = document.defaultView!;
  const isTop = window.top === window;
  let { rules, address } = state.testResult;
  let observer: ChangeObserver | null = null;
  let isSettled = false;
  let isRenewing = false;
  let rulesRenewedAt = Number.NEGATIVE_INFINITY;
  /** When the whole page was last checked. */
  let checkedAt = performance.now();
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  const stops: (() => void)[] = [];

  const status = (): PageStatus => (isSettled && looksUnreadable(document, rules) ? 'could-not-read' : 'nothing-here');
  /** Elements of the page that may host a shadow root; null after a change. */
  let hosts: Element[] | null = null;
  const matchesIn = (roots: readonly ShadowRoot[]): boolean =>
    roots.some((root) => matcher.matchesAny([...root.children]));
  const matchesInShadow = (): boolean => matchesIn(shadowRootsIn(document, (hosts ??= shadowHostsIn(document))));

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
  state.handOff = detach;
  const stop = (): void => {
    detach();
    state.stop?.();
  };
  const injectPageController = (): void => {
    if (observer === null) return;
    pause();
    void sendUntilAnswered('read.inject', { finder: rules.adapter === null });
  };
  let { isUnchanged } = state.testResult;
  let matcher = createPostMatcher(document, rules, injectPageController, isUnchanged);
  /** Whether a page that should show posts has text but no post element. The layout of the site may have changed. */
  const hasUnknownLayout = (): boolean => {
    state.mayUseFinder =
      rules.adapter !== null &&
      rules.shouldShowPosts &&
      document.body !== null &&
      hasWords(document.body, MIN_LAYOUT_LETTERS);
    return state.mayUseFinder;
  };
  /** Checks the whole page. @returns whether further checks are needed */
  const check = async (mayHaveChanged: boolean, orElse: () => boolean): Promise<boolean> => {
    const observerAtStart = observer;
    const found = (await matcher.matchesPage(mayHaveChanged)) || orElse();
    // The detector may have been stopped during the check, or the address may have changed.
    if (observer !== observerAtStart) return false;
    if (found) injectPageController();
    return !found;
  };
  /** @param isLast whether it is the last check, which tests known post elements even without observed changes */
  const scheduleCheck = (wait: number, isLast: boolean): void => {
    checkTimer ??= setTimeout(() => void runCheck(isLast), wait);
  };
  const runCheck = async (isLast: boolean): Promise<void> => {
    checkTimer = undefined;
    checkedAt = performance.now();
    isSettled = document.readyState !== 'loading' || performance.now() >= MAX_LOADING_MS;
    state.isSettled = isSettled;
    if (!isAlive()) return stop();
    // Attributes are not observed, and selectors may test them. Words cannot change unobserved.
    const isMoreNeeded = await check(
      isLast && rules.adapter !== null,
      () => matchesInShadow() || status() === 'could-not-read',
    );
    if (isMoreNeeded && !isLast) scheduleCheck(RECHECK_MS, isSettled);
  };
  const apply = ({ elements, isSample, hasGap }: PageChanges): void => {
    if (!isAlive()) return stop();
    renewIfMoved();
    hosts = null;
    // The new address may be a private conversation: its words are not tested before the answer.
    if (isRenewing) return scheduleCheck(RECHECK_MS, true);
    if (
      matcher.matchesAny(elements) ||
      (hasGap && rules.adapter !== null && document.body !== null && matcher.matchesAny([document.body])) ||
      elements.some((element) => mayHostShadowRoot(element) && matchesIn(shadowRootsIn(element)))
    )
      return injectPageController();
    if (!isSettled && hasUnknownLayout()) return injectPageController();
    if (isSample && performance.now() - checkedAt < RECHECK_MS) {
      // Only a sample of the elements is known. The whole page is checked when the changes are over, or last too long.
      clearTimeout(checkTimer);
      checkTimer = undefined;
    }
    scheduleCheck(isSample ? CALM_MS : RECHECK_MS, true);
  };
  const start = (): void => {
    if (observer !== null || state.isPaused || document.hidden) return;
    hosts = null;
    observer = observeChanges(document, apply, { earlier: state.testResult.records.splice(0) });
    scheduleCheck(isUnchanged && state.testResult.isFilled ? 0 : SETTLE_MS, false);
    void check(!isUnchanged, hasUnknownLayout);
    isUnchanged = false;
    renewIfMoved();
    // In idle time layout is usually up to date, and reading sizes is cheap.
    requestIdleCallback(() => observer !== null && matchesInShadow() && injectPageController(), { timeout: 500 });
  };
  /** Requests new rules after the address changed without a reload. Until they arrive the old ones apply. */
  const renewIfMoved = (): void => {
    const isInUse = observer !== null || (state.isPaused && !document.hidden);
    // Rate-limited: a page can change its address at any rate.
    if (isInUse && document.URL !== address && performance.now() - rulesRenewedAt >= POLL_MS) void renewRules();
  };
  const renewRules = async (): Promise<void> => {
    rulesRenewedAt = performance.now();
    address = document.URL;
    isSettled = false;
    state.isSettled = false;
    const wasPaused = state.isPaused;
    isRenewing = true;
    const newRules = await sendMessage('site.rules', { again: true, address: addressPath(document) });
    isRenewing = false;
    if (newRules === null || stops.length === 0) return;
    rules = newRules;
    matcher = createPostMatcher(document, newRules, injectPageController, false);
    state.isPaused = newRules.paused;
    if (state.isPaused) return pause();
    if (observer === null) return wasPaused ? start() : undefined;
    clearTimeout(checkTimer);
    checkTimer = undefined;
    scheduleCheck(SETTLE_MS, false);
    await check(true, hasUnknownLayout);
  };
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) pause();
    else start();
  };

  const poll = setInterval(renewIfMoved, POLL_MS);
  stops.push(
    () => clearInterval(poll),
    handleTabMessages({
      [isTop ? 'page.describe' : 'frame.describe']: (): PageDescription => {
        const now = status();
        const empty = { adapter: rules.adapter, posts: 0, caution: 0, danger: 0, drawn: 0, found: [] };
        return { ...empty, status: now, problem: now === 'could-not-read' && !isPdf(document) ? 'wall' : null };
      },
      'page.recheck': () => null,
      'page.pause': ({ paused }) => {
        state.isPaused = paused;
        if (paused) pause();
        else start();
        return null;
      },
    }),
    addPersistentListeners(document, (signal) => document.addEventListener('visibilitychange', onVisible, { signal })),
  );
  start();
}
