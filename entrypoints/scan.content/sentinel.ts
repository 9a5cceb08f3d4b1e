/**
 * The thin script in every page that may be read. It looks whether there is anything like a post, now and whenever the
 * page changes, and brings the reader of posts only then: most pages are none of our business and should not feel us.
 * What it looks for is worked out in the background; code that runs once costs a page as much as code that runs often.
 */
import { answerPage, ask, isAlive } from '../../utils/messaging/content.ts';
import type { PageDescription, PageStatus } from '../../utils/messaging/protocol.ts';
import { untilAnswered } from '../../utils/messaging/until-answered.ts';
import { keepListening } from '../../utils/page/keep-listening.ts';
import { observeChanges, type Changes, type Watch } from '../../utils/page/observe.ts';
import { setReading, type Reading } from '../../utils/page/read-handover.ts';
import { mayHost, shadowRootsIn } from '../../utils/page/shadow-roots.ts';
import { couldNotRead, createPostSigns } from './post-signs.ts';

/** A page is given this long to fill before finding nothing there counts. Milliseconds. */
const GRACE = 2500;
/** What came without a sign is looked at once more, this much later; a flood when it has been over for so long. */
const AGAIN = 6000;
const CALM = 3000;
/** How often the address is looked at, for a page that changed first and took its new address later. */
const POLL = 1500;

export interface Sentinel {
  stop(): void;
}

export async function startSentinel(document: Document): Promise<Sentinel> {
  const window = document.defaultView!;
  const isTop = window.top === window;
  let address = document.URL;
  const wait = (milliseconds: number): Promise<void> => new Promise((goOn) => setTimeout(goOn, milliseconds));
  let site = await untilAnswered(() => ask('site.signs', { again: false }), { isAlive, wait });
  if (site === null) return { stop: () => undefined };
  let watch: Watch | null = null;
  let settled = false;
  let renewedAt = Number.NEGATIVE_INFINITY;
  /** When the whole page was looked through last. */
  let lookedAt = performance.now();
  let later: ReturnType<typeof setTimeout> | undefined;
  const stops: (() => void)[] = [];

  const status = (): PageStatus => (settled && couldNotRead(document, site!) ? 'could-not-read' : 'nothing-here');
  const isInShadow = (scope: Document | Element = document): boolean =>
    shadowRootsIn(scope).some((root) => posts.areIn([...root.children]));

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
  const reading: Reading = { paused: site.paused, settled: false, takeOver: end, stop: null };
  const stop = (): void => {
    end();
    reading.stop?.();
  };
  const bring = (): void => {
    if (watch === null) return;
    rest();
    void ask('read.inject', { finder: site!.adapter === null });
  };
  let posts = createPostSigns(document, site, bring);
  /** Looks through the page as it stands; gives whether more is to be looked for. */
  const look = async (anew: boolean, isWorthAnyway: () => boolean): Promise<boolean> => {
    const asked = watch;
    const found = (await posts.areInPage(anew)) || isWorthAnyway();
    // Meanwhile it may have been stopped, or the page may show another address.
    if (watch !== asked) return false;
    if (found) bring();
    return !found;
  };
  /** @param last nothing more is looked for after it, and the whole page is looked through once more */
  const lookLater = (wait: number, last: boolean): void => {
    later ??= setTimeout(() => void lookAgain(last), wait);
  };
  const lookAgain = async (last: boolean): Promise<void> => {
    later = undefined;
    lookedAt = performance.now();
    settled = true;
    reading.settled = true;
    if (!isAlive()) return stop();
    const more = await look(last, () => isInShadow() || status() === 'could-not-read');
    if (more && !last) lookLater(AGAIN, true);
  };
  const apply = ({ elements, everything }: Changes): void => {
    if (!isAlive()) return stop();
    renew();
    if (posts.areIn(elements) || elements.some((element) => mayHost(element) && isInShadow(element))) return bring();
    if (everything && performance.now() - lookedAt < AGAIN) {
      // Of a flood only some elements are known: the page is looked through when it is over, or has lasted too long.
      clearTimeout(later);
      later = undefined;
    }
    lookLater(everything ? CALM : AGAIN, true);
  };
  const start = (): void => {
    if (watch !== null || reading.paused || document.hidden) return;
    watch = observeChanges(document, apply);
    lookLater(GRACE, false);
    void look(true, () => false);
    renew();
    // Where the page's layout is settled, asking for sizes costs little.
    requestIdleCallback(() => watch !== null && isInShadow() && bring(), { timeout: 500 });
  };
  /** The page shows another address without having been loaded anew; meanwhile the signs of the last one count. */
  const renew = (): void => {
    // A page can change its address as often as it likes.
    if (watch !== null && document.URL !== address && performance.now() - renewedAt >= POLL) void renewSigns();
  };
  const renewSigns = async (): Promise<void> => {
    renewedAt = performance.now();
    address = document.URL;
    settled = false;
    reading.settled = false;
    const signs = await ask('site.signs', { again: true });
    if (signs === null || stops.length === 0) return;
    site = signs;
    posts = createPostSigns(document, signs, bring);
    reading.paused = signs.paused;
    if (reading.paused) return rest();
    if (watch === null) return;
    clearTimeout(later);
    later = undefined;
    lookLater(GRACE, false);
    await look(true, () => false);
  };
  const onVisible = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (document.hidden) rest();
    else start();
  };

  setReading(reading);
  const poll = setInterval(renew, POLL);
  stops.push(
    () => clearInterval(poll),
    answerPage({
      [isTop ? 'page.describe' : 'frame.describe']: (): PageDescription => {
        const now = status();
        const empty = { adapter: site!.adapter, posts: 0, caution: 0, danger: 0, drawn: 0, found: [] };
        return { ...empty, status: now, problem: now === 'could-not-read' ? 'wall' : null };
      },
      'page.recheck': () => null,
      'page.pause': ({ paused }) => {
        reading.paused = paused;
        if (paused) rest();
        else start();
        return null;
      },
    }),
    keepListening(document, () => document.addEventListener('visibilitychange', onVisible)),
    () => document.removeEventListener('visibilitychange', onVisible),
  );
  start();
  return { stop };
}
