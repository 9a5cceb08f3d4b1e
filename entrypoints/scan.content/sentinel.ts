/**
 * The thin script in every page that may be read. It looks whether there is anything like a post, now and whenever the
 * page changes, and brings the reader of posts only then: most pages are none of our business and should not feel us.
 */
import { answerPage, ask, isAlive } from '../../utils/messaging/content.ts';
import type { PageDescription, PageStatus } from '../../utils/messaging/protocol.ts';
import { addressOf } from '../../utils/page/address.ts';
import { createJobWords } from '../../utils/page/job-words.ts';
import { keepListening } from '../../utils/page/keep-listening.ts';
import { onNavigate } from '../../utils/page/navigate.ts';
import { observeChanges, type Changes, type Watch } from '../../utils/page/observe.ts';
import { setReading, type Reading } from '../../utils/page/read-handover.ts';
import { mayHost, shadowRootsIn } from '../../utils/page/shadow-roots.ts';
import { statusOf } from '../../utils/sites/find-posts.ts';
import { layoutsAt } from '../../utils/sites/interpret.ts';

/** A page is given this long to fill before finding nothing there counts. Milliseconds. */
const GRACE = 2500;
/** What came without a sign is looked at once more, this much later; a flood when it has been over for so long. */
const AGAIN = 6000;
const CALM = 3000;

export interface Sentinel {
  stop(): void;
}

export async function startSentinel(document: Document): Promise<Sentinel> {
  const window = document.defaultView!;
  const site = await ask('site.get', null);
  if (site === null) return { stop: () => undefined };
  const { adapters, finder } = site;
  const jobWords = adapters.length === 0 ? createJobWords(finder) : null;
  const isTop = window.top === window;
  let { paused } = site;
  let watch: Watch | null = null;
  let settled = false;
  /** When the whole page was looked through last. */
  let lookedAt = performance.now();
  let later: ReturnType<typeof setTimeout> | undefined;
  let css = '';
  let cssAt = '';
  const stops: (() => void)[] = [];

  /** What any layout takes for a post at this address. */
  const rootCss = (): string => {
    const url = addressOf(document);
    if (url !== cssAt) {
      const roots = adapters.flatMap(({ layouts }) => layoutsAt(layouts, url)).map(({ root }) => root);
      css = roots.filter((root) => has(document.createDocumentFragment(), root) !== null).join(',');
      cssAt = url;
    }
    return css;
  };
  const isPostIn = (scope: ParentNode): boolean => rootCss() !== '' && has(scope, css) === true;
  const isWorthIt = (): boolean => jobWords?.inPage(document, addressOf(document)) === true || isPostIn(document);
  const isInShadow = (scope: Document | Element = document): boolean =>
    shadowRootsIn(scope).some((root) => (jobWords === null ? isPostIn(root) : jobWords.inElements([...root.children])));
  const status = (): PageStatus =>
    settled ? statusOf(site, { adapter: null, posts: [] }, document, addressOf(document)) : 'nothing-here';

  const rest = (): void => {
    watch?.stop();
    watch = null;
    clearTimeout(later);
    later = undefined;
  };
  const end = (): void => {
    rest();
    for (const undo of stops.splice(0)) undo();
  };
  const reading: Reading = { site, settled: false, takeOver: end, stop: null };
  const stop = (): void => {
    end();
    reading.stop?.();
  };
  const bring = (): void => {
    rest();
    void ask('read.inject', { finder: adapters.length === 0 });
  };
  /** @param last nothing more is looked for after it */
  const lookLater = (wait: number, last: boolean): void => {
    later ??= setTimeout(() => {
      later = undefined;
      lookedAt = performance.now();
      settled = true;
      reading.settled = true;
      if (!isAlive()) return stop();
      if (isWorthIt() || isInShadow() || status() === 'could-not-read') bring();
      else if (!last) lookLater(AGAIN, true);
    }, wait);
  };
  const apply = ({ elements, everything }: Changes): void => {
    if (!isAlive()) return stop();
    const found =
      jobWords?.inElements(elements) ??
      elements.some(
        (element) => element.matches(css || '_') || (element.firstElementChild !== null && isPostIn(element)),
      );
    if (found || elements.some((element) => mayHost(element) && isInShadow(element))) return bring();
    if (everything && performance.now() - lookedAt < AGAIN) {
      // Of a flood only some elements are known: the page is looked through when it is over, or has lasted too long.
      clearTimeout(later);
      later = undefined;
    }
    lookLater(everything ? CALM : AGAIN, true);
  };
  const start = (): void => {
    if (watch !== null || paused || document.hidden) return;
    rootCss();
    watch = observeChanges(document, apply);
    if (isWorthIt()) return bring();
    lookLater(GRACE, false);
    // Where the page's layout is settled, asking for sizes costs little.
    requestIdleCallback(() => watch !== null && isInShadow() && bring(), { timeout: 500 });
  };

  setReading(reading);
  stops.push(
    answerPage({
      [isTop ? 'page.describe' : 'frame.describe']: (): PageDescription => {
        const now = status();
        const empty = { adapter: adapters[0]?.id ?? null, posts: 0, caution: 0, danger: 0, drawn: 0, found: [] };
        return { ...empty, status: now, problem: now === 'could-not-read' ? 'wall' : null };
      },
      'page.recheck': () => null,
      'page.pause': ({ paused: wished }) => {
        paused = wished;
        site.paused = wished;
        if (paused) rest();
        else start();
        return null;
      },
    }),
    onNavigate(window, () => {
      if (watch === null) return;
      rest();
      settled = false;
      reading.settled = false;
      start();
    }),
    keepListening(document, () => document.addEventListener('visibilitychange', onVisible)),
    () => document.removeEventListener('visibilitychange', onVisible),
  );
  function onVisible({ isTrusted }: Event): void {
    if (!isTrusted) return;
    if (document.hidden) rest();
    else start();
  }
  start();
  return { stop };
}

/** Null when the browser cannot read the selector. */
function has(scope: ParentNode, selector: string): boolean | null {
  try {
    return scope.querySelector(selector) !== null;
  } catch {
    return null;
  }
}
