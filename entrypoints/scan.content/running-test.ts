/** A page test while it runs, and how it ends: it has another script injected, or that script takes over. */
import type { PageDescription } from '../../utils/contracts/page-summary.ts';
import { handleTabMessages, isAlive, sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import { emptyDescription } from '../../utils/page-reader/empty-description.ts';
import type { FrameState, PageTestResult } from '../../utils/page-reader/frame-state.ts';
import { mayBeWall } from './may-be-wall.ts';

/** When a page has had time to fill, and what may be a wall is reported. Milliseconds. */
export const FILL_MS = 3000;

export interface RunningTest {
  state: FrameState;
  /** When the page could be read, by the clock of `performance.now()`. */
  startedAt: number;
  /** Whether another script was requested, or has taken over. */
  isOver: boolean;
  /** Elements of the page that may host a shadow root; null after a change. */
  hosts: Element[] | null;
  isShadowWatched: boolean;
  /** Runs until what may be a wall is reported. */
  wallTimer: ReturnType<typeof setTimeout> | undefined;
  /** End what observes the page and waits. */
  stops: (() => void)[];
}

/** Starts to answer messages about the page; nothing is observed yet. @param address that the rules are for */
export function createRunningTest(document: Document, rules: PageTestResult['rules'], address: string): RunningTest {
  const state: FrameState = {
    document,
    isPaused: rules.paused,
    isSettled: false,
    mayUseFinder: false,
    testResult: { rules, address, isFilled: false, isUnchanged: false, records: [] },
    hasDetector: false,
    handOff() {
      pause(test);
      stopListening();
    },
    stop: null,
  };
  const test: RunningTest = {
    state,
    startedAt: performance.now(),
    isOver: false,
    hosts: null,
    isShadowWatched: false,
    wallTimer: undefined,
    stops: [() => clearTimeout(test.wallTimer)],
  };
  const window = document.defaultView!;
  const stopListening = handleTabMessages({
    [window.top === window ? 'page.describe' : 'frame.describe']: () => describe(test),
    'page.recheck': () => null,
    'page.pause': ({ paused }) => {
      state.isPaused = paused;
      void injectDetector(test);
      return null;
    },
  });
  return test;
}

/** A reader who asks about the page does not wait for the last test. */
function describe(test: RunningTest): PageDescription {
  const { document, testResult } = test.state;
  if (!test.isOver && mayBeWall(document, testResult.rules)) reportWallOnceFilled(test);
  return emptyDescription(testResult.rules.adapter);
}

function pause(test: RunningTest): void {
  test.isOver = true;
  for (const stop of test.stops) stop();
}

export function injectPageController(test: RunningTest): void {
  pause(test);
  void sendUntilAnswered('read.inject', { finder: test.state.testResult.rules.adapter === null });
}

/** The test continues to note changes until the detector takes over. */
export async function injectDetector(test: RunningTest): Promise<void> {
  const { state } = test;
  if (test.isOver) return;
  if (!isAlive()) return state.handOff();
  test.isOver = true;
  state.testResult.isFilled ||= performance.now() - test.startedAt >= FILL_MS;
  const answer = await sendUntilAnswered('detect.inject', null);
  // The next change requests it again.
  if (answer === null && !state.hasDetector && state.stop === null) test.isOver = false;
}

/** The detector decides whether the page is a wall, such as a login. */
export function injectWallDetector(test: RunningTest): void {
  test.state.testResult.isFilled = true;
  void injectDetector(test);
}

export function reportWallOnceFilled(test: RunningTest): void {
  const wait = Math.max(0, test.startedAt + FILL_MS - performance.now());
  test.wallTimer ??= setTimeout(() => injectWallDetector(test), wait);
}
