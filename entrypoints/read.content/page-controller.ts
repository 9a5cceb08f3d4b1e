/** Reads the posts of one page, asks for their verdicts, and hands those to warn of to the drawing script. */
import { handleTabMessages, sendMessage, isAlive } from '../../utils/messaging/content-messages.ts';
import type { Response } from '../../utils/contracts/messages.ts';
import type { PageDescription, PageStatus, PageSummary } from '../../utils/contracts/page-summary.ts';
import { getOverlayState, setOverlayState, type Finding } from '../../utils/page-reader/overlay-state.ts';
import { createJudgeQueue } from '../../utils/page-reader/judge-queue.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { watchNavigation } from '../../utils/page-reader/watch-navigation.ts';
import { observeChanges, type ChangeObserver } from '../../utils/page-reader/observe-changes.ts';
import { WARNING_HOLD_MS } from '../../utils/page-reader/post-store.ts';
import { createPostReader, type PostReader } from './post-reader.ts';

/** Until a page has had this long to fill, finding nothing there is not called "could not be read". Milliseconds. */
const SETTLE_MS = 2500;
/** Least time between two reports that name no other warnings. */
const REPORT_DELAY_MS = 400;
/** So long it is believed that an empty page is what it was, milliseconds. */
const EMPTY_STATUS_TTL_MS = 8000;
/** So long the toolbar says that a listed account was copied, milliseconds. */
const COPIED_NOTICE_MS = 60_000;
/** Posts that wait to be judged before fewer are read: those in the window first of all. */
const MAX_WAITING = { near: 300, far: 60 };

export interface PageController {
  stop(): void;
}

export interface PageControllerOptions {
  /** What the background said of this address. */
  site: Response<'site.get'>;
  paused: boolean;
  /** The page has had its time to fill. */
  isSettled: boolean;
}

/** Starts reading the page. */
export function startPageController(
  document: Document,
  { site, isSettled: filled, ...options }: PageControllerOptions,
): PageController {
  const window = document.defaultView!;
  const isTop = window.top === window;
  const stops: (() => void)[] = [];
  const queue = createJudgeQueue(
    async (posts) => (await sendMessage('posts.judge', { posts }))?.verdicts ?? null,
    () => {
      update();
      reader.resume();
    },
  );
  const reader: PostReader = createPostReader({
    document,
    knowledge: { adapters: site.adapters, finder: site.finder },
    onPost: (post, near) => queue.add(post, near),
    onSliceEnd: () => update(),
    hasCapacity: (near) => queue.size() < (near ? MAX_WAITING.near : MAX_WAITING.far),
    injectFinder: () => sendMessage('find.inject', null),
    watch: (root) => observer?.add(root),
  });
  let observer: ChangeObserver | null = null;
  let { paused } = options;
  let settled = false;
  let hasInjectedOverlay = false;
  let lastReport = '';
  let shown: readonly Finding[] = [];
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  let recheckTimer: ReturnType<typeof setTimeout> | undefined;
  let copiedTimer: ReturnType<typeof setTimeout> | undefined;
  let repeatTimer: ReturnType<typeof setTimeout> | undefined;
  let emptyStatus: { status: PageStatus; settled: boolean; at: number } = {
    status: 'nothing-here',
    settled: false,
    at: 0,
  };
  let reportTimer: ReturnType<typeof setTimeout> | undefined;

  /** Without posts it takes a look at the whole page, so it stands for a while. */
  const currentStatus = (posts: number): PageStatus => {
    const now = performance.now();
    if (posts > 0 || now - emptyStatus.at > EMPTY_STATUS_TTL_MS || emptyStatus.settled !== settled) {
      const status = reader.status();
      if (posts > 0) return status;
      emptyStatus = { status, settled, at: now };
    }
    return emptyStatus.status;
  };
  const summaryOf = (): PageSummary => {
    const posts = reader.store.size();
    const status = paused ? 'nothing-here' : currentStatus(posts);
    return {
      status: posts === 0 && !settled ? 'nothing-here' : status,
      adapter: reader.adapter(),
      posts,
      caution: reader.store.count('caution'),
      danger: reader.store.count('danger'),
      drawn: getOverlayState()?.overlay?.visibleCount() ?? 0,
      ...(copiedTimer === undefined ? {} : { copied: true }),
    };
  };
  // Shown again from the browser's memory, the page has to say anew what it holds: another was in its place.
  const onShow = (): void => {
    lastReport = '';
    report();
  };
  const report = (): void => {
    clearTimeout(reportTimer);
    reportTimer = undefined;
    const summary = summaryOf();
    const text = JSON.stringify(summary);
    if (text === lastReport || (lastReport === '' && isSilent(summary))) return;
    lastReport = text;
    void sendMessage('page.report', summary);
    // The page around it may start later, and with it the count anew.
    if (!isTop && shown.length > 0) repeatTimer ??= setTimeout(onShow, SETTLE_MS);
  };
  const reportCopied = (): void => {
    clearTimeout(copiedTimer);
    copiedTimer = setTimeout(() => ((copiedTimer = undefined), report()), COPIED_NOTICE_MS);
    report();
  };
  const update = (): void => {
    if (!isAlive()) return stop();
    const { store } = reader;
    if (store.applyVerdicts(queue.verdictOf, performance.now()))
      recheckTimer ??= setTimeout(() => ((recheckTimer = undefined), update()), WARNING_HOLD_MS);
    const before = shown;
    shown = store.warned();
    const isUnchanged =
      shown.length === before.length &&
      shown.every((one, index) => one.element === before[index]?.element && one.verdict === before[index].verdict);
    if (isUnchanged) {
      reportTimer ??= setTimeout(report, REPORT_DELAY_MS);
      return;
    }
    const overlayState = getOverlayState();
    if (overlayState !== null) {
      overlayState.findings = shown;
      overlayState.overlay?.show(shown);
    } else if (shown.length > 0) {
      setOverlayState({
        findings: shown,
        words: sendMessage('messages.get', null),
        overlay: null,
        changed: report,
        onListedCopied: reportCopied,
      });
    }
    if (shown.length > 0 && !hasInjectedOverlay) {
      hasInjectedOverlay = true;
      void sendMessage('warn.inject', null);
    }
    report();
  };
  const waitUntilSettled = (delayMs = SETTLE_MS): void => {
    settled = false;
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      settled = true;
      reader.settle();
      report();
    }, delayMs);
  };
  const startReading = (): void => {
    if (observer !== null || paused || document.hidden) return;
    observer = observeChanges(document, (changes) => (isAlive() ? reader.apply(changes) : stop()));
    waitUntilSettled(filled ? 0 : SETTLE_MS);
    reader.readAll();
    update();
  };
  const pauseReading = (): void => {
    observer?.stop();
    observer = null;
    reader.stop();
    clearTimeout(settleTimer);
  };
  const stop = (): void => {
    pauseReading();
    queue.stop();
    clearTimeout(recheckTimer);
    clearTimeout(reportTimer);
    clearTimeout(copiedTimer);
    clearTimeout(repeatTimer);
    for (const undo of stops.splice(0)) undo();
    getOverlayState()?.overlay?.stop();
  };
  const describe = (): PageDescription => {
    const all = reader.store.judged();
    const summary = summaryOf();
    const unread = summary.status === 'could-not-read' ? (summary.posts > 0 ? 'layout' : 'wall') : null;
    const problem = unread ?? (summary.drawn < summary.caution + summary.danger ? 'hidden' : null);
    return { ...summary, found: all.map(({ post, verdict }) => ({ post, verdict })), problem };
  };

  stops.push(
    handleTabMessages({
      [isTop ? 'page.describe' : 'frame.describe']: describe,
      'page.recheck': () => {
        queue.invalidate();
        reader.reopen();
        reader.readAll();
        return null;
      },
      'page.pause': ({ paused: isPaused }) => {
        paused = isPaused;
        if (paused) {
          pauseReading();
          getOverlayState()?.overlay?.show([]);
          shown = [];
          report();
        } else startReading();
        return null;
      },
    }),
    watchNavigation(window, () => {
      if (observer === null) return;
      waitUntilSettled();
      reader.readAgain();
    }),
  );
  const undo = new AbortController();
  const { signal } = undo;
  stops.push(() => undo.abort());
  // A page can dispatch any event as often as it likes: only the browser's own count.
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) pauseReading();
    else startReading();
  };
  const onPageShow = ({ isTrusted }: Event): void => {
    if (isTrusted) onShow();
  };
  // A frame that goes takes its warnings with it.
  const onHide = ({ isTrusted }: Event): void => {
    if (!isTrusted || isTop || shown.length === 0) return;
    void sendMessage('page.report', { ...summaryOf(), posts: 0, caution: 0, danger: 0, drawn: 0 });
  };
  stops.push(
    addPersistentListeners(document, () => {
      document.addEventListener('visibilitychange', onVisible, { signal });
      window.addEventListener('pageshow', onPageShow, { signal });
      window.addEventListener('pagehide', onHide, { signal });
    }),
  );

  startReading();
  return { stop };
}

/** Nothing to say that the toolbar does not show by itself. */
function isSilent({ status, posts, copied }: PageSummary): boolean {
  return status === 'nothing-here' && posts === 0 && copied !== true;
}
