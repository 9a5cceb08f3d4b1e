/** Controls reading in one frame: reads posts, requests their verdicts, and passes flagged posts to the overlay. */
import { handleTabMessages, isAlive, sendMessage, sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import type { Response } from '../../utils/contracts/messages.ts';
import type { PageDescription } from '../../utils/contracts/page-summary.ts';
import type { MessageBundle } from '../../utils/i18n/messages.ts';
import { isPrivateConversation } from '../../utils/sites/private-conversation.ts';
import { addressPath, documentAddress } from '../../utils/dom/document-address.ts';
import {
  getOverlayState,
  setOverlayState,
  type Finding,
  type PicturePost,
} from '../../utils/page-reader/overlay-state.ts';
import { isPdf } from '../../utils/dom/is-pdf.ts';
import { createJudgeQueue } from '../../utils/page-reader/judge-queue.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { showPost } from '../../utils/page-reader/show-post.ts';
import { createWorkerWaker } from '../../utils/page-reader/wake-worker.ts';
import { watchNavigation } from '../../utils/page-reader/watch-navigation.ts';
import { observeChanges, type ChangeObserver } from '../../utils/page-reader/observe-changes.ts';
import { WARNING_HOLD_MS } from '../../utils/page-reader/decide-verdict.ts';
import { createPostReader, type PostReader } from './post-reader.ts';
import { createSummaryReporter } from './summary-reporter.ts';

/** Time for a page to fill before a page without posts is reported as unreadable, milliseconds. */
const SETTLE_MS = 2500;
/** How long an overlay that the worker injected may take before it is requested again, milliseconds. */
const MAX_DRAW_MS = 2000;
/** Reading pauses while this many posts wait for a verdict: posts near the window, and others. */
const MAX_WAITING = { near: 300, far: 60 };

export interface PageController {
  stop(): void;
}

export interface PageControllerOptions {
  /** The worker's answer for this address. */
  site: Response<'site.get'>;
  isPaused: boolean;
  /** The page had time to fill. */
  isSettled: boolean;
  /** The general finder may run before the page had time to fill. */
  mayUseFinder: boolean;
}

/** Starts reading the page. */
export function startPageController(
  document: Document,
  { site, isSettled: wasSettled, ...options }: PageControllerOptions,
): PageController {
  const window = document.defaultView!;
  const isTop = window.top === window;
  const stops: (() => void)[] = [];
  const queue = createJudgeQueue(
    async (posts) => {
      const answer = await sendMessage('posts.judge', { posts, mayDraw: !hasInjectedOverlay && messages === null });
      messages ??= answer?.messages ?? null;
      return answer?.verdicts ?? null;
    },
    () => {
      update();
      reader.resume();
    },
  );
  const reader: PostReader = createPostReader({
    document,
    knowledge: { adapters: site.adapters, finder: site.finder },
    onPost: (post, isNear) => queue.add(post, isNear),
    onSliceEnd: () => update(),
    hasCapacity: (isNear) => queue.size() < (isNear ? MAX_WAITING.near : MAX_WAITING.far),
    isReading: () => observer !== null,
    injectFinder: () => sendUntilAnswered('find.inject', null),
    watch: (root) => observer?.add(root),
  });
  const wakeWorker = createWorkerWaker(() => void sendMessage('worker.wake', null));
  let observer: ChangeObserver | null = null;
  let { isPaused } = options;
  let address = document.URL;
  let isRequesting = false;
  let isSettled = false;
  let hasInjectedOverlay = false;
  /** Set when the worker has injected the overlay without a request. */
  let messages: MessageBundle | null = null;
  let shown: readonly Finding[] = [];
  let picturePosts: readonly PicturePost[] = [];
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  let recheckTimer: ReturnType<typeof setTimeout> | undefined;
  let drawTimer: ReturnType<typeof setTimeout> | undefined;
  const reporter = createSummaryReporter({
    reader,
    isTop,
    mayRead: () => !isPaused && !isPrivate(),
    isSettled: () => isSettled,
    hasWarnings: () => shown.length > 0,
  });
  const requestOverlay = (): void => {
    if (getOverlayState()?.overlay === null) void sendUntilAnswered('warn.inject', null);
  };
  const update = (): void => {
    if (!isAlive()) return stop();
    // Verdicts on what was read before may still arrive.
    if (isPaused || isPrivate()) return;
    const { store } = reader;
    if (store.applyVerdicts(queue.verdictOf, performance.now()))
      recheckTimer ??= setTimeout(() => ((recheckTimer = undefined), update()), WARNING_HOLD_MS);
    const before = shown;
    shown = store.flagged();
    const picturePostsBefore = picturePosts;
    picturePosts = reader.picturePosts();
    const isUnchanged =
      picturePosts === picturePostsBefore &&
      shown.length === before.length &&
      shown.every((one, index) => one.element === before[index]?.element && one.verdict === before[index].verdict);
    if (isUnchanged) {
      reporter.reportSoon();
      return;
    }
    reader.watchUnseen();
    const overlayState = getOverlayState();
    if (overlayState !== null) {
      overlayState.findings = shown;
      overlayState.picturePosts = picturePosts;
      overlayState.overlay?.show(shown);
      overlayState.overlay?.showPictureButtons(picturePosts);
    } else if (shown.length + picturePosts.length > 0) {
      setOverlayState({
        findings: shown,
        picturePosts,
        messages: messages === null ? sendUntilAnswered('messages.get', null) : Promise.resolve(messages),
        overlay: null,
        isInPost: (element) => {
          const post = reader.store.enclosing(element);
          return post !== null && reader.store.get(post)?.isRestOfPage === false;
        },
        onOverlayChange: reporter.report,
        onListedCopied: reporter.reportCopied,
      });
    }
    if (shown.length + picturePosts.length > 0 && !hasInjectedOverlay) {
      hasInjectedOverlay = true;
      if (messages !== null) drawTimer = setTimeout(requestOverlay, MAX_DRAW_MS);
      else requestOverlay();
    }
    reporter.report();
  };
  const waitUntilSettled = (delayMs = SETTLE_MS): void => {
    isSettled = false;
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      isSettled = true;
      reader.settle();
      reporter.report();
    }, delayMs);
  };
  /** Decided here: nothing may be read before the answer of the worker. */
  const isPrivate = (): boolean => isPrivateConversation(site.finder, site.adapters, documentAddress(document));
  const startReading = (): void => {
    if (observer !== null || isPaused || document.hidden || isPrivate()) return;
    observer = observeChanges(
      document,
      (changes) => {
        if (!isAlive()) return stop();
        if (document.URL === address) reader.apply(changes);
        else followAddress();
      },
      { onCalmEnd: wakeWorker },
    );
    waitUntilSettled(wasSettled ? 0 : SETTLE_MS);
    reader.readAll();
    if (options.mayUseFinder) reader.settle();
    update();
  };
  const pauseReading = (): void => {
    observer?.stop();
    observer = null;
    reader.stop();
    clearTimeout(settleTimer);
  };
  const hideWarnings = (): void => {
    pauseReading();
    const overlayState = getOverlayState();
    if (overlayState !== null) {
      overlayState.findings = [];
      overlayState.picturePosts = [];
      overlayState.overlay?.show([]);
      overlayState.overlay?.showPictureButtons([]);
    }
    shown = [];
    picturePosts = [];
    reporter.report();
  };
  /** The page shows another address without a reload. */
  const followAddress = (): void => {
    address = document.URL;
    if (isPrivate()) {
      reader.store.clear();
      hideWarnings();
    } else if (observer === null) startReading();
    else {
      waitUntilSettled();
      reader.readAgain();
    }
    void requestSite();
  };
  /** Requests from the worker whether the new address may be read; one request at a time. */
  const requestSite = async (): Promise<void> => {
    if (isRequesting) return;
    isRequesting = true;
    let sentAddress: string;
    let answer: Response<'site.get'> | null;
    do {
      sentAddress = address;
      answer = await sendMessage('site.get', { address: addressPath(document) });
    } while (sentAddress !== address);
    isRequesting = false;
    if (answer === null || answer.paused === isPaused || stops.length === 0) return;
    isPaused = answer.paused;
    if (isPaused) hideWarnings();
    else startReading();
  };
  const stop = (): void => {
    pauseReading();
    queue.stop();
    clearTimeout(recheckTimer);
    reporter.stop();
    clearTimeout(drawTimer);
    for (const undo of stops.splice(0)) undo();
    getOverlayState()?.overlay?.stop();
  };
  const describe = (): PageDescription => {
    const all = reader.store.judged();
    const summary = reporter.summary();
    const isUnexplained = isPdf(document) || (summary.posts === 0 && reader.store.size() > 0);
    const unread =
      summary.status === 'could-not-read' && !isUnexplained ? (summary.posts > 0 ? 'layout' : 'wall') : null;
    const problem = unread ?? (summary.drawn < summary.caution + summary.danger ? 'hidden' : null);
    return { ...summary, found: all.map(({ post, verdict }) => ({ post, verdict })), problem };
  };

  stops.push(
    handleTabMessages({
      [isTop ? 'page.describe' : 'frame.describe']: describe,
      'page.recheck': () => {
        queue.invalidate();
        reader.invalidate();
        reader.readAll();
        return null;
      },
      'page.show': ({ id }) => {
        showPost(shown, id);
        return null;
      },
      'page.next-warning': () => {
        getOverlayState()?.overlay?.openNext();
        return null;
      },
      'page.pause': ({ paused }) => {
        isPaused = paused;
        if (paused) hideWarnings();
        else startReading();
        return null;
      },
    }),
    watchNavigation(window, () => {
      if (document.URL !== address) followAddress();
    }),
  );
  const undo = new AbortController();
  const { signal } = undo;
  stops.push(() => undo.abort());
  // Only trusted events count: a page can dispatch any event.
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) pauseReading();
    else startReading();
  };
  const onPageShow = ({ isTrusted }: Event): void => {
    // A page restored from the back-forward cache.
    if (isTrusted) reporter.reportAgain();
  };
  const onHide = ({ isTrusted }: Event): void => {
    if (isTrusted) reporter.reportRemoved();
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
