/** Reads the posts of one page, asks for their verdicts, and hands those to warn of to the drawing script. */
import { answerPage, ask, isAlive } from '../../utils/messaging/content.ts';
import type { PageDescription, PageStatus, PageSummary, Response } from '../../utils/messaging/protocol.ts';
import { getHandover, setHandover, type Finding } from '../../utils/page/handover.ts';
import { createJudgeQueue } from '../../utils/page/judge-queue.ts';
import { keepListening } from '../../utils/page/keep-listening.ts';
import { onNavigate } from '../../utils/page/navigate.ts';
import { observeChanges, type Watch } from '../../utils/page/observe.ts';
import { STANDS } from '../../utils/page/post-store.ts';
import { createReader, type Reader } from './reader.ts';

/** Until a page has had this long to fill, finding nothing there is not called "could not be read". Milliseconds. */
const GRACE = 2500;
/** Least time between two reports that name no other warnings. */
const CALM = 400;
/** So long it is believed that an empty page is what it was, milliseconds. */
const STATUS_STANDS = 8000;
/** So long the toolbar says that a listed account was copied, milliseconds. */
const COPIED_FOR = 60_000;
/** Posts that wait to be judged before fewer are read: those in the window first of all. */
const MOST_WAITING = { near: 300, far: 60 };

export interface Scanner {
  stop(): void;
}

export interface Beginning {
  /** What the background said of this address. */
  site: Response<'site.get'>;
  paused: boolean;
  /** The page has had its time to fill. */
  filled: boolean;
}

/** Starts reading the page. */
export function startScanner(document: Document, { site, filled, ...beginning }: Beginning): Scanner {
  const window = document.defaultView!;
  const isTop = window.top === window;
  const stops: (() => void)[] = [];
  const queue = createJudgeQueue(
    async (posts) => (await ask('posts.judge', { posts }))?.verdicts ?? null,
    () => {
      update();
      reader.wake();
    },
  );
  const reader: Reader = createReader({
    document,
    knowledge: { adapters: site.adapters, finder: site.finder },
    found: (post, near) => queue.add(post, near),
    read: () => update(),
    mayGoOn: (near) => queue.size() < (near ? MOST_WAITING.near : MOST_WAITING.far),
    bringFinder: () => ask('find.inject', null),
    watch: (root) => watching?.add(root),
  });
  let watching: Watch | null = null;
  let { paused } = beginning;
  let settled = false;
  let injected = false;
  let reported = '';
  let shown: readonly Finding[] = [];
  let grace: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let copied: ReturnType<typeof setTimeout> | undefined;
  let repeat: ReturnType<typeof setTimeout> | undefined;
  let empty: { status: PageStatus; settled: boolean; at: number } = { status: 'nothing-here', settled: false, at: 0 };
  let saying: ReturnType<typeof setTimeout> | undefined;

  /** Without posts it takes a look at the whole page, so it stands for a while. */
  const statusNow = (posts: number): PageStatus => {
    const now = performance.now();
    if (posts > 0 || now - empty.at > STATUS_STANDS || empty.settled !== settled) {
      const status = reader.status();
      if (posts > 0) return status;
      empty = { status, settled, at: now };
    }
    return empty.status;
  };
  const summaryOf = (): PageSummary => {
    const posts = reader.store.size();
    const status = paused ? 'nothing-here' : statusNow(posts);
    return {
      status: posts === 0 && !settled ? 'nothing-here' : status,
      adapter: reader.adapter(),
      posts,
      caution: reader.store.count('caution'),
      danger: reader.store.count('danger'),
      drawn: getHandover()?.drawer?.drawn() ?? 0,
      ...(copied === undefined ? {} : { copied: true }),
    };
  };
  // Shown again from the browser's memory, the page has to say anew what it holds: another was in its place.
  const onShow = (): void => {
    reported = '';
    report();
  };
  const report = (): void => {
    clearTimeout(saying);
    saying = undefined;
    const summary = summaryOf();
    const text = JSON.stringify(summary);
    if (text === reported || (reported === '' && isSilent(summary))) return;
    reported = text;
    void ask('page.report', summary);
    // The page around it may start later, and with it the count anew.
    if (!isTop && shown.length > 0) repeat ??= setTimeout(onShow, GRACE);
  };
  const sayCopied = (): void => {
    clearTimeout(copied);
    copied = setTimeout(() => ((copied = undefined), report()), COPIED_FOR);
    report();
  };
  const update = (): void => {
    if (!isAlive()) return stop();
    const { store } = reader;
    if (store.settle(queue.verdictOf, performance.now()))
      again ??= setTimeout(() => ((again = undefined), update()), STANDS);
    const before = shown;
    shown = store.warned();
    const same =
      shown.length === before.length &&
      shown.every((one, index) => one.element === before[index]?.element && one.verdict === before[index].verdict);
    if (same) {
      saying ??= setTimeout(report, CALM);
      return;
    }
    const handover = getHandover();
    if (handover !== null) {
      handover.findings = shown;
      handover.drawer?.show(shown);
    } else if (shown.length > 0) {
      setHandover({
        findings: shown,
        words: ask('messages.get', null),
        drawer: null,
        changed: report,
        copied: sayCopied,
      });
    }
    if (shown.length > 0 && !injected) {
      injected = true;
      void ask('warn.inject', null);
    }
    report();
  };
  const settle = (wait = GRACE): void => {
    settled = false;
    clearTimeout(grace);
    grace = setTimeout(() => {
      settled = true;
      reader.settle();
      report();
    }, wait);
  };
  const watch = (): void => {
    if (watching !== null || paused || document.hidden) return;
    watching = observeChanges(document, (changes) => (isAlive() ? reader.apply(changes) : stop()));
    settle(filled ? 0 : GRACE);
    reader.readAll();
    update();
  };
  const rest = (): void => {
    watching?.stop();
    watching = null;
    reader.stop();
    clearTimeout(grace);
  };
  const stop = (): void => {
    rest();
    queue.stop();
    clearTimeout(again);
    clearTimeout(saying);
    clearTimeout(copied);
    clearTimeout(repeat);
    for (const undo of stops.splice(0)) undo();
    getHandover()?.drawer?.stop();
  };
  const describe = (): PageDescription => {
    const all = reader.store.judged();
    const summary = summaryOf();
    const unread = summary.status === 'could-not-read' ? (summary.posts > 0 ? 'layout' : 'wall') : null;
    const problem = unread ?? (summary.drawn < summary.caution + summary.danger ? 'hidden' : null);
    return { ...summary, found: all.map(({ post, verdict }) => ({ post, verdict })), problem };
  };

  stops.push(
    answerPage({
      [isTop ? 'page.describe' : 'frame.describe']: describe,
      'page.recheck': () => {
        queue.renew();
        reader.reopen();
        reader.readAll();
        return null;
      },
      'page.pause': ({ paused: wished }) => {
        paused = wished;
        if (paused) {
          rest();
          getHandover()?.drawer?.show([]);
          shown = [];
          report();
        } else watch();
        return null;
      },
    }),
    onNavigate(window, () => {
      if (watching === null) return;
      settle();
      reader.renew();
    }),
  );
  const undo = new AbortController();
  const { signal } = undo;
  stops.push(() => undo.abort());
  // A page can dispatch any event as often as it likes: only the browser's own count.
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) rest();
    else watch();
  };
  const onPageShow = ({ isTrusted }: Event): void => {
    if (isTrusted) onShow();
  };
  // A frame that goes takes its warnings with it.
  const onHide = ({ isTrusted }: Event): void => {
    if (!isTrusted || isTop || shown.length === 0) return;
    void ask('page.report', { ...summaryOf(), posts: 0, caution: 0, danger: 0, drawn: 0 });
  };
  stops.push(
    keepListening(document, () => {
      document.addEventListener('visibilitychange', onVisible, { signal });
      window.addEventListener('pageshow', onPageShow, { signal });
      window.addEventListener('pagehide', onHide, { signal });
    }),
  );

  watch();
  return { stop };
}

/** Nothing to say that the toolbar does not show by itself. */
function isSilent({ status, posts, copied }: PageSummary): boolean {
  return status === 'nothing-here' && posts === 0 && copied !== true;
}
