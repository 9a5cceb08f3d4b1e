/** Controls reading in one frame: reads posts, requests their verdicts, and passes flagged posts to the overlay. */
import type { Response } from '../../utils/contracts/messages.ts';
import { handleTabMessages, isAlive, sendMessage } from '../../utils/messaging/content-messages.ts';
import { WARNING_HOLD_MS } from '../../utils/page-reader/decide-verdict.ts';
import { createJudgeQueue } from '../../utils/page-reader/judge-queue.ts';
import { observeChanges, type ChangeObserver } from '../../utils/page-reader/observe-changes.ts';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import { showPost } from '../../utils/page-reader/show-post.ts';
import { createWorkerWaker } from '../../utils/page-reader/wake-worker.ts';
import { watchNavigation } from '../../utils/page-reader/watch-navigation.ts';
import { describePage } from './describe-page.ts';
import { createPageAccess } from './page-access.ts';
import { createPostReader, type PostReader } from './post-reader.ts';
import { createShownWarnings } from './shown-warnings.ts';
import { createSummaryReporter } from './summary-reporter.ts';
import { watchPageEvents } from './watch-page-events.ts';

/** Time for a page to fill before a page without posts is reported as unreadable, milliseconds. */
const SETTLE_MS = 2500;
/** Reading pauses while this many posts wait for a verdict: posts near the window, and others. */
const MAX_WAITING = { near: 300, far: 60 };

export interface PageControllerOptions {
  /** The worker's answer for this address. */
  site: Response<'site.get'>;
  isPaused: boolean;
  /** The page had time to fill. */
  isSettled: boolean;
  /** The general finder may run before the page had time to fill. */
  mayUseFinder: boolean;
}

/** Starts reading the page. @returns stops it, and removes the overlay */
export function startPageController(document: Document, options: PageControllerOptions): () => void {
  const { site } = options;
  const window = document.defaultView!;
  const isTop = window.top === window;
  const stops: (() => void)[] = [];
  let observer: ChangeObserver | null = null;
  let isSettled = false;
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  let recheckTimer: ReturnType<typeof setTimeout> | undefined;

  const access = createPageAccess(document, site, options.isPaused);
  const warnings = createShownWarnings({
    isInPost(element) {
      const post = reader.store.enclosing(element);
      return post !== null && reader.store.get(post)?.isRestOfPage === false;
    },
    onOverlayChange: () => reporter.report(),
    onListedCopied: () => reporter.reportCopied(),
  });
  const queue = createJudgeQueue(
    async (posts) => {
      const answer = await sendMessage('posts.judge', { posts, mayDraw: warnings.isUndrawn() });
      warnings.setMessages(answer?.messages);
      return answer?.verdicts ?? null;
    },
    () => {
      update();
      reader.resume();
    },
  );
  const reader: PostReader = createPostReader({
    document,
    knowledge: site,
    onPost: queue.add,
    onSliceEnd: () => update(),
    hasCapacity: (isNear) => queue.size() < MAX_WAITING[isNear ? 'near' : 'far'],
    isReading: () => observer !== null,
    watch: (root) => observer?.add(root),
  });
  const reporter = createSummaryReporter({
    reader,
    isTop,
    mayRead: access.mayRead,
    isSettled: () => isSettled,
    hasWarnings: () => warnings.findings().length > 0,
  });
  const wakeWorker = createWorkerWaker(() => void sendMessage('worker.wake', null));

  /** Applies the verdicts that have come, and shows what changed. */
  const update = (): void => {
    if (!isAlive()) return stop();
    // Verdicts on what was read before may still arrive.
    if (!access.mayRead()) return;
    if (reader.store.applyVerdicts(queue.verdictOf, performance.now()))
      recheckTimer ??= setTimeout(() => ((recheckTimer = undefined), update()), WARNING_HOLD_MS);
    const flagged = reader.store.flagged();
    const picturePosts = reader.picturePosts();
    if (warnings.isShown(flagged, picturePosts)) return reporter.reportSoon();
    reader.watchUnseen();
    warnings.show(flagged, picturePosts);
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
  const startReading = (): void => {
    if (observer !== null || document.hidden || !access.mayRead()) return;
    observer = observeChanges(
      document,
      (changes) => {
        if (!isAlive()) return stop();
        if (access.follow()) readNewAddress();
        else reader.apply(changes);
      },
      { onCalmEnd: wakeWorker },
    );
    waitUntilSettled(options.isSettled ? 0 : SETTLE_MS);
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
    warnings.show([], []);
    reporter.report();
  };
  const setPaused = (isPaused: boolean): void => {
    access.setPaused(isPaused);
    if (isPaused) hideWarnings();
    else startReading();
  };
  /** The page shows another address without a reload. */
  const readNewAddress = (): void => {
    if (access.isPrivate()) {
      reader.store.clear();
      hideWarnings();
    } else if (observer === null) startReading();
    else {
      waitUntilSettled();
      reader.readAgain();
    }
    void requestAccess();
  };
  const requestAccess = async (): Promise<void> => {
    const isPaused = await access.request();
    if (isPaused !== null && stops.length > 0) setPaused(isPaused);
  };
  const stop = (): void => {
    pauseReading();
    queue.stop();
    clearTimeout(recheckTimer);
    reporter.stop();
    for (const undo of stops.splice(0)) undo();
    warnings.stop();
  };

  stops.push(
    handleTabMessages({
      [isTop ? 'page.describe' : 'frame.describe']: () => describePage(document, reader.store, reporter.summary()),
      'page.recheck': () => {
        queue.invalidate();
        reader.invalidate();
        reader.readAll();
        return null;
      },
      'page.show': ({ id }) => {
        showPost(warnings.findings(), id);
        return null;
      },
      'page.next-warning': () => {
        getOverlayState()?.overlay?.openNext();
        return null;
      },
      'page.pause': ({ paused }) => {
        setPaused(paused);
        return null;
      },
    }),
    watchNavigation(window, () => {
      if (access.follow()) readNewAddress();
    }),
    watchPageEvents(document, {
      onVisible: startReading,
      onHidden: pauseReading,
      onShow: reporter.reportAgain,
      onLeave: reporter.reportRemoved,
    }),
  );
  startReading();
  return stop;
}
