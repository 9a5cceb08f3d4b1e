/**
 * Follows a page that changes, or that the page test could not decide. Has the page controller injected as soon as the
 * page may contain posts.
 */
import { handleTabMessages, isAlive, sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import type { PageDescription } from '../../utils/contracts/page-summary.ts';
import type { PageStatus } from '../../utils/sites/page-status.ts';
import { isPdf } from '../../utils/dom/is-pdf.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { shadowHostsIn, shadowRootsIn } from '../../utils/dom/shadow-roots.ts';
import { emptyDescription } from '../../utils/page-reader/empty-description.ts';
import { observeChanges, type PageChanges, type ChangeObserver } from '../../utils/page-reader/observe-changes.ts';
import type { FrameState, PageTestResult } from '../../utils/page-reader/frame-state.ts';
import type { PostDetectorRules } from '../../utils/sites/post-detector-rules.ts';
import {
  createPostMatcher,
  looksUnreadable,
  matchesChanges,
  matchesInShadow,
  mayHaveUnknownLayout,
} from './post-matcher.ts';
import { createRulesRenewal } from './rules-renewal.ts';

/** Time for a page to fill before the second check, milliseconds. */
const SETTLE_MS = 2500;
/** A page that is still loading counts as filled after this many milliseconds. */
const MAX_LOADING_MS = 10_000;
/** Delay of another check after changes without a match, and after more changes than were listed. Milliseconds. */
const RECHECK_MS = 6000;
const CALM_MS = 3000;

/** Starts the post detector, which replaces the page test. @param state as the page test has set it */
export function startPostDetector(document: Document, state: FrameState): void {
  const { testResult } = state;
  let { rules, isUnchanged } = testResult;
  let observer: ChangeObserver | null = null;
  /** When the whole page was last checked. */
  let checkedAt = performance.now();
  let checkTimer: ReturnType<typeof setTimeout> | undefined;

  const cancelCheck = (): void => {
    clearTimeout(checkTimer);
    checkTimer = undefined;
  };
  const pause = (): void => {
    observer?.stop();
    observer = null;
    cancelCheck();
  };
  const stop = (): void => {
    state.handOff();
    state.stop?.();
  };
  const injectPageController = (): void => {
    if (observer === null) return;
    pause();
    void sendUntilAnswered('read.inject', { finder: rules.adapter === null });
  };
  let matcher = createPostMatcher(document, rules, injectPageController, isUnchanged);

  /** Elements of the page that may host a shadow root; null after a change. */
  let hosts: Element[] | null = null;
  const matchesShadow = (): boolean =>
    matchesInShadow(matcher, shadowRootsIn(document, (hosts ??= shadowHostsIn(document))));
  const status = (): PageStatus =>
    state.isSettled && looksUnreadable(document, rules) ? 'could-not-read' : 'nothing-here';
  const hasUnknownLayout = (): boolean => (state.mayUseFinder = mayHaveUnknownLayout(document, rules));
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
    state.isSettled = document.readyState !== 'loading' || checkedAt >= MAX_LOADING_MS;
    if (!isAlive()) return stop();
    // Attributes are not observed, and selectors may test them. Words cannot change unobserved.
    const isMoreNeeded = await check(
      isLast && rules.adapter !== null,
      () => matchesShadow() || status() === 'could-not-read',
    );
    if (isMoreNeeded && !isLast) scheduleCheck(RECHECK_MS, state.isSettled);
  };
  const apply = (changes: PageChanges): void => {
    if (!isAlive()) return stop();
    renewal.check();
    hosts = null;
    // The new address may be a private conversation: its words are not tested before the answer.
    if (renewal.isPending()) return scheduleCheck(RECHECK_MS, true);
    if (matchesChanges(document, rules, matcher, changes) || (!state.isSettled && hasUnknownLayout()))
      return injectPageController();
    // Only a sample of the elements is known. The whole page is checked when the changes are over, or last too long.
    if (changes.isSample && performance.now() - checkedAt < RECHECK_MS) cancelCheck();
    scheduleCheck(changes.isSample ? CALM_MS : RECHECK_MS, true);
  };
  const start = (): void => {
    if (observer !== null || state.isPaused || document.hidden) return;
    hosts = null;
    observer = observeChanges(document, apply, { earlier: testResult.records.splice(0) });
    scheduleCheck(isUnchanged && testResult.isFilled ? 0 : SETTLE_MS, false);
    void check(!isUnchanged, hasUnknownLayout);
    isUnchanged = false;
    renewal.check();
    // In idle time layout is usually up to date, and reading sizes is cheap.
    requestIdleCallback(() => observer !== null && matchesShadow() && injectPageController(), {
      timeout: 500,
    });
  };
  const applyRules = (newRules: PageTestResult['rules'], wasPaused: boolean): void => {
    rules = newRules;
    matcher = createPostMatcher(document, rules, injectPageController, false);
    state.isPaused = newRules.paused;
    if (state.isPaused) return pause();
    if (observer === null) return wasPaused ? start() : undefined;
    cancelCheck();
    scheduleCheck(SETTLE_MS, false);
    void check(true, hasUnknownLayout);
  };
  const renewal = createRulesRenewal(
    document,
    testResult.address,
    () => observer !== null || (state.isPaused && !document.hidden),
    () => {
      state.isSettled = false;
      const { isPaused } = state;
      return (newRules) => applyRules(newRules, isPaused);
    },
  );
  const unlisten = listen(document, state, () => describe(document, rules, status()), start, pause);
  state.handOff = () => {
    pause();
    renewal.stop();
    unlisten();
  };
  start();
}

/** Starts and pauses with the tab and the popup, which may ask for a description. @returns removes the listeners */
function listen(
  document: Document,
  state: FrameState,
  description: () => PageDescription,
  start: () => void,
  pause: () => void,
): () => void {
  const { top, self } = document.defaultView!;
  const unlisten = handleTabMessages({
    [top === self ? 'page.describe' : 'frame.describe']: description,
    'page.recheck': () => null,
    'page.pause': ({ paused }) => {
      state.isPaused = paused;
      if (paused) pause();
      else start();
      return null;
    },
  });
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) pause();
    else start();
  };
  const unlistenToTab = addPersistentListeners(document, (signal) =>
    document.addEventListener('visibilitychange', onVisible, { signal }),
  );
  return () => {
    unlisten();
    unlistenToTab();
  };
}

/** The description of a page that no post was found on. */
function describe(document: Document, { adapter }: PostDetectorRules, status: PageStatus): PageDescription {
  return emptyDescription(adapter, status, status === 'could-not-read' && !isPdf(document) ? 'wall' : null);
}
