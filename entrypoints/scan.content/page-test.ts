/**
 * The small script in every page that may be read. It tests once whether the page contains posts, and has the page
 * controller injected there. A page that changes, or that this test cannot decide, gets the larger post detector. Most pages
 * have no posts, so both must cost them little: the worker computes the rules.
 */
import { sendMessage, sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import { addressPath, documentAddress } from '../../utils/dom/document-address.ts';
import { hasAnyMatch } from '../../utils/dom/has-match.ts';
import { hasShadowRoot, quickShadowHostsIn, readBodyParts } from '../../utils/dom/shadow-roots.ts';
import { OBSERVER_OPTIONS } from '../../utils/page-reader/observer-options.ts';
import { MAX_RECORDS, setFrameState, type FrameState } from '../../utils/page-reader/frame-state.ts';
import { watchNavigation } from '../../utils/page-reader/watch-navigation.ts';
import { collectPageWords } from '../../utils/sites/page-words.ts';
import { isNamedLikeWall, mayBeWall } from './may-be-wall.ts';
import {
  createRunningTest,
  FILL_MS,
  injectDetector,
  injectPageController,
  injectWallDetector,
  reportWallOnceFilled,
  type RunningTest,
} from './running-test.ts';
import { watchHosts } from './watch-hosts.ts';
import { whenReadable } from './when-readable.ts';

/** Time from the first change to the next test, milliseconds. */
const CHANGE_DELAY_MS = 4;
/**
 * When the page is tested again, because most attributes are not observed, and whether its elements are those of a wall.
 * Most pages are left before. Milliseconds.
 */
const LAST_TEST_MS = 9000;
/** An unknown page with fewer UTF-16 units is not filled yet: it will change. */
const MIN_UNITS = 400;

/** @returns null when the worker did not answer */
export async function startPageTest(document: Document): Promise<FrameState | null> {
  const address = document.URL;
  const openedAt = performance.now();
  const rules = await sendUntilAnswered('site.rules', { again: false, address: addressPath(document) });
  if (rules === null) return null;
  // Most documents are parsed by now, and nothing waits for them.
  await whenReadable(document, openedAt);
  const test = createRunningTest(document, rules, address);
  scheduleTests(test);
  setFrameState(test.state);
  if (rules.paused || document.hidden) void injectDetector(test);
  else {
    observeChanges(test);
    testFirst(test);
    // In idle time layout is usually up to date, and reading sizes is cheap.
    requestIdleCallback(() => testWhenIdle(test), { timeout: 500 });
  }
  return test.state;
}

function scheduleTests(test: RunningTest): void {
  const addressTimer = setTimeout(() => testAddress(test), FILL_MS);
  const lastTimer = setTimeout(() => testLast(test), LAST_TEST_MS);
  test.stops.push(() => {
    clearTimeout(addressTimer);
    clearTimeout(lastTimer);
  });
}

/** Notes changes for the detector, and tests the page after the first ones. */
function observeChanges(test: RunningTest): void {
  const { document, testResult } = test.state;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver((records) => {
    test.hosts = null;
    testResult.isUnchanged = false;
    if (testResult.records.length <= MAX_RECORDS) testResult.records.push(...records);
    if (test.isOver) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!test.isOver && hasRoots(test)) injectPageController(test);
      else void injectDetector(test);
    }, CHANGE_DELAY_MS);
  });
  observer.observe(document, OBSERVER_OPTIONS);
  test.stops.push(() => {
    observer.disconnect();
    clearTimeout(timer);
  });
}

function testFirst(test: RunningTest): void {
  const { testResult } = test.state;
  if (testResult.rules.adapter === null) return void testWords(test);
  testResult.isUnchanged = true;
  if (hasRoots(test)) injectPageController(test);
  else if (testResult.rules.shouldShowPosts) void injectDetector(test);
}

/** The worker tests the words of an unknown page. */
async function testWords(test: RunningTest): Promise<void> {
  const { document, testResult } = test.state;
  const page = collectPageWords(document, documentAddress(document));
  const answer = page.declared ? { worth: true } : await sendMessage('words.test', page);
  if (test.state.hasDetector || test.state.stop !== null) return;
  // Also where the detector was requested meanwhile: the page controller ends it.
  if (answer?.worth === true) return injectPageController(test);
  testResult.isUnchanged = answer !== null && testResult.records.length === 0;
  if (answer === null || page.text.length < MIN_UNITS) void injectDetector(test);
}

function testWhenIdle(test: RunningTest): void {
  const { document, testResult } = test.state;
  testAddress(test);
  if (test.isOver) return;
  test.hosts ??= quickShadowHostsIn(document);
  // A known site without a likely host does not put its posts into a root of the body. To look for one touches the first
  // elements of the page, which takes a millisecond. The last test does.
  if (testResult.rules.adapter === null || test.hosts.length > 0) watchShadow(test, test.hosts);
  if (isNamedLikeWall(document, testResult.rules)) reportWallOnceFilled(test);
}

function watchShadow(test: RunningTest, hosts: readonly Element[]): void {
  test.isShadowWatched = true;
  const { firstDrawn } = readBodyParts(test.state.document);
  // The first call comes with the next frame, and is the first test.
  test.stops.push(watchHosts(hosts, firstDrawn, () => testShadow(test)));
  if (firstDrawn.length + hosts.length === 0) testShadow(test);
}

function testLast(test: RunningTest): void {
  const { document, testResult } = test.state;
  testAddress(test);
  if (test.isOver) return;
  if (hasRoots(test)) return injectPageController(test);
  if (mayBeWall(document, testResult.rules)) injectWallDetector(test);
  // Seldom hosts, such as headings and elements that hold only white space, are looked for here alone.
  if (!test.isOver && hasShadowRoot(document)) void injectDetector(test);
  if (test.isOver) return;
  if (!test.isShadowWatched) watchShadow(test, (test.hosts ??= quickShadowHostsIn(document)));
  // The first use of the Navigation API takes about half a millisecond. Most pages are left before it.
  test.stops.push(watchNavigation(document.defaultView!, () => testAddress(test), { pollsBesideEvents: false }));
}

/** A page at rest may put another address in place of its own, which is no change of its elements. */
function testAddress(test: RunningTest): void {
  if (test.state.document.URL !== test.state.testResult.address) void injectDetector(test);
}

function testShadow(test: RunningTest): void {
  const { document } = test.state;
  if (!test.isOver && hasShadowRoot(document, (test.hosts ??= quickShadowHostsIn(document)))) void injectDetector(test);
}

function hasRoots({ state: { document, testResult } }: RunningTest): boolean {
  return hasAnyMatch(document, testResult.rules.rootParts) && hasAnyMatch(document, testResult.rules.roots);
}
