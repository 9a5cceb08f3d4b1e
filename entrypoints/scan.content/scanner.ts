/** Reads the posts of one page, keeps them up to date with it, and hands those to warn of to the drawing script. */
import { answerPage, ask, isAlive } from '../../utils/messaging/content.ts';
import type { FoundPost, PageDescription, PageSummary } from '../../utils/messaging/protocol.ts';
import { getFinder } from '../../utils/page/finder-handover.ts';
import { getHandover, setHandover, type Finding } from '../../utils/page/handover.ts';
import { createJudgeQueue } from '../../utils/page/judge-queue.ts';
import { onNavigate } from '../../utils/page/navigate.ts';
import { observeChanges } from '../../utils/page/observe.ts';
import { createPostStore } from '../../utils/page/post-store.ts';
import {
  findByAdapters,
  findPosts,
  statusOf,
  type PageKnowledge,
  type PageReading,
} from '../../utils/sites/find-posts.ts';
import { createRereading } from '../../utils/sites/reread.ts';

/** Until a page has had this long to fill, finding nothing there is not called "could not be read". Milliseconds. */
const GRACE = 2500;

export interface Scanner {
  stop(): void;
}

/** Starts reading the page. */
export async function startScanner(document: Document): Promise<Scanner> {
  const window = document.defaultView!;
  const stops: (() => void)[] = [];
  const store = createPostStore();
  const queue = createJudgeQueue(
    async (posts) => (await ask('posts.judge', { posts }))?.verdicts ?? null,
    () => update(),
  );
  let knowledge: PageKnowledge | null = null;
  let paused = false;
  let settled = false;
  let reading: PageReading = { adapter: null, posts: [] };
  let reported = '';
  let injected = false;
  let finding = false;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let watching: (() => void) | null = null;

  const findings = (): Finding[] =>
    store.all().flatMap(({ post, element, anchor }) => {
      const verdict = queue.verdictOf(post.id);
      return verdict === undefined || verdict.level === 'none' ? [] : [{ post, verdict, element, anchor }];
    });
  const summary = (): PageSummary => {
    const shown = findings();
    const posts = store.all();
    const url = window.location.href;
    const status = knowledge === null ? 'nothing-here' : statusOf(knowledge, { ...reading, posts }, document, url);
    return {
      status: status === 'could-not-read' && posts.length === 0 && !settled ? 'nothing-here' : status,
      adapter: reading.adapter,
      posts: posts.length,
      caution: shown.filter((finding) => finding.verdict.level === 'caution').length,
      danger: shown.filter((finding) => finding.verdict.level === 'danger').length,
      drawn: getHandover()?.drawer?.drawn() ?? 0,
    };
  };
  const report = (): void => {
    const now = summary();
    const text = JSON.stringify(now);
    if (text === reported) return;
    reported = text;
    void ask('page.report', now);
  };
  const update = (): void => {
    if (!isAlive()) return stop();
    const shown = paused ? [] : findings();
    const handover = getHandover();
    if (handover !== null) {
      handover.findings = shown;
      handover.drawer?.show(shown);
    } else if (shown.length > 0) {
      setHandover({ findings: shown, drawer: null, changed: report });
    }
    if (shown.length > 0 && !injected) {
      injected = true;
      void ask('warn.inject', null);
    }
    report();
  };
  const readAll = (): void => {
    if (knowledge === null || paused || !isAlive()) return;
    reading = findPosts(knowledge, getFinder(), document, window.location.href);
    store.replace(reading.posts);
    for (const { post } of reading.posts) queue.add(post);
    update();
    if (reading.needsFinder === true && !finding) {
      finding = true;
      void ask('find.inject', null).then(() => getFinder() !== null && readAll());
    }
  };
  const readPart = (scope: Element): void => {
    if (knowledge === null || paused || !isAlive()) return;
    const part = findByAdapters(knowledge, scope, window.location.href);
    if (part.posts.length > 0) reading = { ...reading, adapter: part.adapter };
    store.add(part.posts, scope);
    for (const { post } of part.posts) queue.add(post);
  };
  const settle = (): void => {
    settled = false;
    clearTimeout(grace);
    grace = setTimeout(() => {
      settled = true;
      readAll();
    }, GRACE);
  };
  const watch = (): void => {
    if (watching !== null || knowledge === null || paused || document.hidden) return;
    const rereading = createRereading(knowledge);
    const stopObserving = observeChanges(document, (changes) => {
      const scopes = rereading.scopesOf(changes, window.location.href, performance.now());
      if (scopes === 'all') return readAll();
      for (const scope of scopes) readPart(scope);
      store.prune();
      update();
    });
    watching = () => {
      stopObserving();
      watching = null;
    };
    settle();
    readAll();
  };
  const stop = (): void => {
    watching?.();
    clearTimeout(grace);
    for (const undo of stops.splice(0)) undo();
    queue.clear();
    getHandover()?.drawer?.stop();
  };
  const describe = (): PageDescription => {
    const found: FoundPost[] = store.all().flatMap(({ post }) => {
      const verdict = queue.verdictOf(post.id);
      return verdict === undefined ? [] : [{ post, verdict }];
    });
    const now = summary();
    const unread = now.status === 'could-not-read' ? (now.posts > 0 ? 'layout' : 'wall') : null;
    return { ...now, found, problem: unread ?? (now.drawn < now.caution + now.danger ? 'hidden' : null) };
  };

  stops.push(
    answerPage({
      'page.describe': describe,
      'page.recheck': () => {
        queue.clear();
        readAll();
        return null;
      },
      'page.pause': ({ paused: wished }) => {
        paused = wished;
        if (paused) {
          watching?.();
          store.replace([]);
          update();
        } else watch();
        return null;
      },
    }),
    onNavigate(window, () => {
      if (watching === null) return;
      settle();
      readAll();
    }),
  );
  const onVisible = (): void => (document.hidden ? watching?.() : watch());
  document.addEventListener('visibilitychange', onVisible);
  stops.push(() => document.removeEventListener('visibilitychange', onVisible));

  const site = await ask('site.get', null);
  if (site !== null) {
    knowledge = { adapters: site.adapters, finder: site.finder };
    paused = site.paused;
    watch();
  }
  return { stop };
}
