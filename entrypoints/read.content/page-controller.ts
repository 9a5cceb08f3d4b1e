/** Controls reading in one frame: reads posts, requests their verdicts, and passes flagged posts to the overlay. */
import type { Response } from '../../utils/contracts/messages.ts';
import { handleTabMessages, isAlive, sendMessage, type TabHandlers } from '../../utils/messaging/content-messages.ts';
import { WARNING_HOLD_MS } from '../../utils/page-reader/decide-verdict.ts';
import { createJudgeQueue } from '../../utils/page-reader/judge-queue.ts';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import { showPost } from '../../utils/page-reader/show-post.ts';
import { createWorkerWaker } from '../../utils/page-reader/wake-worker.ts';
import { watchNavigation } from '../../utils/page-reader/watch-navigation.ts';
import { describePage } from './describe-page.ts';
import { createPageAccess } from './page-access.ts';
import { createPageReading, type PageReadingOptions } from './page-reading.ts';
import { createPostReader, type PostReader } from './post-reader.ts';
import { createShownWarnings } from './shown-warnings.ts';
import { createSummaryReporter } from './summary-reporter.ts';
import { watchPageEvents } from './watch-page-events.ts';

/** Reading pauses while this many posts wait for a verdict: posts near the window, and others. */
const MAX_WAITING = { near: 300, far: 60 };

export interface PageControllerOptions extends PageReadingOptions {
  /** The worker's answer for this address. */
  site: Response<'site.get'>;
  isPaused: boolean;
}

/** Starts reading the page. @returns stops it, and removes the overlay */
export function startPageController(document: Document, options: PageControllerOptions): () => void {
  const { site } = options;
  const window = document.defaultView!;
  const isTop = window.top === window;
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
    isReading: () => reading.isReading(),
    watch: (root) => reading.watch(root),
  });
  const reporter = createSummaryReporter({
    reader,
    isTop,
    mayRead: access.mayRead,
    isSettled: () => reading.isSettled(),
    hasWarnings: () => warnings.findings().length > 0,
  });
  const reading = createPageReading({
    document,
    options,
    access,
    reader,
    warnings,
    reporter,
    onCalmEnd: createWorkerWaker(() => void sendMessage('worker.wake', null)),
    update: () => update(),
  });

  /** Applies the verdicts that have come, and shows what changed. Stops where the extension was reloaded. */
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
  const messageHandlers: TabHandlers = {
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
      reading.setPaused(paused);
      return null;
    },
  };
  const stops = [
    handleTabMessages(messageHandlers),
    watchNavigation(window, () => void reading.followAddress()),
    watchPageEvents(document, {
      onVisible: reading.start,
      onHidden: reading.pause,
      onShow: reporter.reportAgain,
      onLeave: reporter.reportRemoved,
    }),
  ];
  const stop = (): void => {
    reading.stop();
    queue.stop();
    clearTimeout(recheckTimer);
    reporter.stop();
    for (const undo of stops.splice(0)) undo();
    warnings.stop();
  };
  reading.start();
  return stop;
}
