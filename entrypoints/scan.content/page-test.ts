/**
 * The small script in every page that may be read. It tests once whether the page contains posts, and has the page
 * controller injected there. A page that changes, or that this test cannot decide, gets the larger post detector. Most pages
 * have no posts, so both must cost them little: the worker computes the rules.
 */
import { handleTabMessages, isAlive, sendMessage, sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import type { PageDescription } from '../../utils/contracts/page-summary.ts';
import { addressPath, documentAddress } from '../../utils/dom/document-address.ts';
import { hasAnyMatch } from '../../utils/dom/has-match.ts';
import { hasShadowRoot, quickShadowHostsIn, readBodyParts } from '../../utils/dom/shadow-roots.ts';
import { emptyDescription } from '../../utils/page-reader/empty-description.ts';
import { OBSERVER_OPTIONS } from '../../utils/page-reader/observer-options.ts';
import { MAX_RECORDS, setFrameState, type FrameState } from '../../utils/page-reader/frame-state.ts';
import { watchNavigation } from '../../utils/page-reader/watch-navigation.ts';
import { collectPageWords } from '../../utils/sites/page-words.ts';
import { isNamedLikeWall, mayBeWall } from './may-be-wall.ts';
import { watchHosts } from './watch-hosts.ts';
import { whenReadable } from './when-readable.ts';

/** Time from the first change to the next test, milliseconds. */
const CHANGE_DELAY_MS = 4;
/** When a page has had time to fill, and what may be a wall is reported. Milliseconds. */
const FILL_MS = 3000;
/**
 * When the page is tested again, because most attributes are not observed, and whether its elements are those of a wall.
 * Most pages are left before. Milliseconds.
 */
const LAST_TEST_MS = 9000;
/** An unknown page with fewer UTF-16 units is not filled yet: it will change. */
const MIN_UNITS = 400;

/** @returns null when the worker did not answer */
export async function startPageTest(document: Document): Promise<FrameState | null> {
  const window = document.defaultView!;
  const address = document.URL;
  const openedAt = performance.now();
  const rules = await sendUntilAnswered('site.rules', { again: false, address: addressPath(document) });
  if (rules === null) return null;
  // Most documents are parsed by now, and nothing waits for them.
  await whenReadable(document, openedAt);

  /** Whether another script was requested, or has taken over. */
  let isOver = false;
  const startedAt = performance.now();
  let changeTimer: ReturnType<typeof setTimeout> | undefined;
  let fillTimer: ReturnType<typeof setTimeout> | undefined;
  let unwatchHosts = (): void => undefined;
  let unwatchAddress = (): void => undefined;
  /** Elements of the page that may host a shadow root; null after a change. */
  let hosts: Element[] | null = null;

  const injectPageController = (): void => {
    pause();
    void sendUntilAnswered('read.inject', { finder: rules.adapter === null });
  };
  /** The test continues to note changes until the detector takes over. */
  const injectDetector = async (): Promise<void> => {
    if (isOver) return;
    if (!isAlive()) return detach();
    isOver = true;
    state.testResult.isFilled ||= performance.now() - startedAt >= FILL_MS;
    const answer = await sendUntilAnswered('detect.inject', null);
    // The next change requests it again.
    if (answer === null && !state.hasDetector && state.stop === null) isOver = false;
  };
  const hasRoots = (): boolean => hasAnyMatch(document, rules.rootParts) && hasAnyMatch(document, rules.roots);
  const testShadow = (): void => {
    if (!isOver && hasShadowRoot(document, (hosts ??= quickShadowHostsIn(document)))) void injectDetector();
  };
  /** A page at rest may put another address in place of its own, which is no change of its elements. */
  const testAddress = (): void => {
    if (document.URL !== address) void injectDetector();
  };
  const injectWallDetector = (): void => {
    state.testResult.isFilled = true;
    void injectDetector();
  };
  const testLast = (): void => {
    testAddress();
    if (isOver) return;
    if (hasRoots()) return injectPageController();
    if (mayBeWall(document, rules)) injectWallDetector();
    // Seldom hosts, such as headings and elements that hold only white space, are looked for here alone.
    if (!isOver && hasShadowRoot(document)) void injectDetector();
    // The first use of the Navigation API takes about half a millisecond. Most pages are left before it.
    if (!isOver) unwatchAddress = watchNavigation(window, testAddress, { pollsBesideEvents: false });
  };
  const observer = new MutationObserver((records) => {
    hosts = null;
    state.testResult.isUnchanged = false;
    if (state.testResult.records.length <= MAX_RECORDS) state.testResult.records.push(...records);
    if (isOver) return;
    changeTimer ??= setTimeout(() => {
      changeTimer = undefined;
      if (!isOver && hasRoots()) injectPageController();
      else void injectDetector();
    }, CHANGE_DELAY_MS);
  });
  const addressTimer = setTimeout(testAddress, FILL_MS);
  const lastTimer = setTimeout(testLast, LAST_TEST_MS);
  const pause = (): void => {
    isOver = true;
    observer.disconnect();
    unwatchHosts();
    unwatchAddress();
    for (const timer of [changeTimer, fillTimer, addressTimer, lastTimer]) clearTimeout(timer);
  };
  const reportWallOnceFilled = (): void => {
    fillTimer ??= setTimeout(injectWallDetector, Math.max(0, startedAt + FILL_MS - performance.now()));
  };
  /** A reader who asks about the page does not wait for the last test. */
  const describe = (): PageDescription => {
    if (!isOver && mayBeWall(document, rules)) reportWallOnceFilled();
    return emptyDescription(rules.adapter);
  };
  const stopListening = handleTabMessages({
    [window.top === window ? 'page.describe' : 'frame.describe']: describe,
    'page.recheck': () => null,
    'page.pause': ({ paused }) => {
      state.isPaused = paused;
      void injectDetector();
      return null;
    },
  });
  const detach = (): void => {
    pause();
    stopListening();
  };
  const state: FrameState = {
    document,
    isPaused: rules.paused,
    isSettled: false,
    mayUseFinder: false,
    testResult: { rules, address, isFilled: false, isUnchanged: false, records: [] },
    hasDetector: false,
    handOff: detach,
    stop: null,
  };
  setFrameState(state);
  if (rules.paused || document.hidden) {
    void injectDetector();
    return state;
  }
  observer.observe(document, OBSERVER_OPTIONS);
  if (rules.adapter === null) void testWords();
  else {
    state.testResult.isUnchanged = true;
    if (hasRoots()) injectPageController();
    else if (rules.shouldShowPosts) void injectDetector();
  }
  // In idle time layout is usually up to date, and reading sizes is cheap.
  requestIdleCallback(
    () => {
      testAddress();
      if (isOver) return;
      const { firstDrawn } = readBodyParts(document);
      hosts ??= quickShadowHostsIn(document);
      // The first call comes with the next frame, and is the first test.
      unwatchHosts = watchHosts(hosts, firstDrawn, testShadow);
      if (firstDrawn.length + hosts.length === 0) testShadow();
      if (isNamedLikeWall(document, rules)) reportWallOnceFilled();
    },
    { timeout: 500 },
  );
  return state;

  /** The worker tests the words of an unknown page. */
  async function testWords(): Promise<void> {
    const page = collectPageWords(document, documentAddress(document));
    const answer = page.declared ? { worth: true } : await sendMessage('words.test', page);
    if (state.hasDetector || state.stop !== null) return;
    // Also where the detector was requested meanwhile: the page controller ends it.
    if (answer?.worth === true) return injectPageController();
    state.testResult.isUnchanged = answer !== null && state.testResult.records.length === 0;
    if (answer === null || page.text.length < MIN_UNITS) void injectDetector();
  }
}
