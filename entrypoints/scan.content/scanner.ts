/** Reads the posts of one page, asks for their verdicts, and hands those to warn of to the drawing script. */
import { answerPage, ask, isAlive } from '../../utils/messaging/content.ts';
import type { PageDescription, PageSummary } from '../../utils/messaging/protocol.ts';
import { getHandover, setHandover, type Finding } from '../../utils/page/handover.ts';
import { createJudgeQueue } from '../../utils/page/judge-queue.ts';
import { onNavigate } from '../../utils/page/navigate.ts';
import { observeChanges } from '../../utils/page/observe.ts';
import { createReader, type Reader } from './reader.ts';

/** Until a page has had this long to fill, finding nothing there is not called "could not be read". Milliseconds. */
const GRACE = 2500;

export interface Scanner {
  stop(): void;
}

/** Starts reading the page. */
export async function startScanner(document: Document): Promise<Scanner> {
  const window = document.defaultView!;
  const stops: (() => void)[] = [];
  const queue = createJudgeQueue(
    async (posts) => (await ask('posts.judge', { posts }))?.verdicts ?? null,
    () => update(),
  );
  let reader: Reader | null = null;
  let unwatch: (() => void) | null = null;
  let paused = false;
  let settled = false;
  let injected = false;
  let reported = '';
  let grace: ReturnType<typeof setTimeout> | undefined;

  const judged = (): Finding[] =>
    (reader?.posts() ?? []).flatMap(({ post, element, anchor }) => {
      const verdict = queue.verdictOf(post.id);
      return verdict === undefined ? [] : [{ post, verdict, element, anchor }];
    });
  const summaryOf = (all: readonly Finding[]): PageSummary => {
    const posts = reader?.posts().length ?? 0;
    const status = reader === null || paused ? 'nothing-here' : reader.status();
    return {
      status: posts === 0 && !settled ? 'nothing-here' : status,
      adapter: reader?.adapter() ?? null,
      posts,
      caution: all.filter(({ verdict }) => verdict.level === 'caution').length,
      danger: all.filter(({ verdict }) => verdict.level === 'danger').length,
      drawn: getHandover()?.drawer?.drawn() ?? 0,
    };
  };
  const report = (): void => {
    const summary = summaryOf(judged());
    const text = JSON.stringify(summary);
    if (text === reported) return;
    reported = text;
    void ask('page.report', summary);
  };
  const update = (): void => {
    if (!isAlive()) return stop();
    const shown = judged().filter(({ verdict }) => verdict.level !== 'none');
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
  const settle = (): void => {
    settled = false;
    clearTimeout(grace);
    grace = setTimeout(() => {
      settled = true;
      reader?.settle();
      report();
    }, GRACE);
  };
  const watch = (): void => {
    if (unwatch !== null || reader === null || paused || document.hidden) return;
    unwatch = observeChanges(document, (changes) => (isAlive() ? reader?.apply(changes) : stop()));
    settle();
    reader.readAll();
  };
  const rest = (): void => {
    unwatch?.();
    unwatch = null;
    reader?.stop();
    clearTimeout(grace);
  };
  const stop = (): void => {
    rest();
    queue.stop();
    for (const undo of stops.splice(0)) undo();
    getHandover()?.drawer?.stop();
  };
  const describe = (): PageDescription => {
    const all = judged();
    const summary = summaryOf(all);
    const unread = summary.status === 'could-not-read' ? (summary.posts > 0 ? 'layout' : 'wall') : null;
    const problem = unread ?? (summary.drawn < summary.caution + summary.danger ? 'hidden' : null);
    return { ...summary, found: all.map(({ post, verdict }) => ({ post, verdict })), problem };
  };

  stops.push(
    answerPage({
      'page.describe': describe,
      'page.recheck': () => {
        queue.renew();
        reader?.readAll();
        return null;
      },
      'page.pause': ({ paused: wished }) => {
        paused = wished;
        if (paused) {
          rest();
          getHandover()?.drawer?.show([]);
          report();
        } else watch();
        return null;
      },
    }),
    onNavigate(window, () => {
      if (unwatch === null) return;
      settle();
      reader?.renew();
    }),
  );
  const undo = new AbortController();
  const { signal } = undo;
  stops.push(() => undo.abort());
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : watch()), { signal });
  // Shown again from the browser's memory, the page has to say anew what it holds: another was in its place.
  window.addEventListener('pageshow', () => ((reported = ''), report()), { signal });

  const site = await ask('site.get', null);
  if (site === null) return { stop };
  paused = site.paused;
  reader = createReader({
    document,
    knowledge: { adapters: site.adapters, finder: site.finder },
    read(posts) {
      for (const { post } of posts) queue.add(post);
      update();
    },
    bringFinder: () => ask('find.inject', null),
  });
  watch();
  return { stop };
}
