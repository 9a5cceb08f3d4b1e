/**
 * The posts that stand on the page now, by element, with what was said of them. On a feed without end only the newest
 * are kept whole; of older ones without a sign, their place alone.
 */
import type { FoundPost } from '../messaging/protocol.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Level, Verdict } from '../model/verdict.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';
import type { Finding } from './handover.ts';

export interface Entry {
  site: string;
  element: Element;
  anchor: Element;
  complete: boolean;
  /** As it was read last; null once it was judged, shows nothing, and newer ones took its room. */
  post: JobPost | null;
  /** The same without the words that cannot be seen; the worse verdict of the two counts. Null where all can be seen. */
  seen: JobPost | null;
  /** Of the element's raw words when it was read. */
  print: number;
  /** The last verdict, with the words it was given for. */
  said: FoundPost | null;
  saidAt: number;
  /** Read before `post` and not answered: a page that rewrites its post all the time is judged by what it was. */
  former: JobPost[];
}

export interface PostStore {
  size(): number;
  get(element: Element): Entry | undefined;
  /** Keeps those in these elements and forgets the others. */
  keepOnly(elements: ReadonlySet<Element>): void;
  /** The one that was found first. */
  first(): Entry | undefined;
  /** The same as plain finds; of those kept no longer, without their words. */
  found(): PostOnPage[];
  /** With their verdicts: all that show signs, and the newest of the others. */
  judged(): Finding[];
  /** Those that show signs. */
  warned(): Finding[];
  count(level: Level): number;
  put(found: PostOnPage, print: number, seen?: JobPost | null): void;
  remove(element: Element): void;
  /** Takes the verdicts that have come; true when something is to be looked at again after `STANDS`. */
  settle(verdictOf: (id: string) => Verdict | undefined, now: number): boolean;
  /** Every verdict is asked for again; gives the elements that must be read again for that. */
  reopen(): { posts: JobPost[]; elements: Element[] };
  /** The post's element that an element stands in, or null. */
  holding(element: Element): Element | null;
  /** Forgets posts that the page took away; looks at those with signs at once, at the others now and then. */
  prune(now: number): void;
  clear(): void;
}

/** Posts remembered at all; past this the oldest go first. */
const MOST = 20_000;
/** Posts without a sign that are kept whole. */
const MOST_WHOLE = 300;
const MOST_FORMER = 4;
/** Between two looks at all posts, milliseconds. */
const SWEEP = 3000;
/** So long a warning stands though the page put milder words under the same title, milliseconds. */
export const STANDS = 10_000;

/** Stands for the words of a post that were let go. */
const FORGOTTEN: JobPost = {
  id: '',
  url: '',
  site: '',
  kind: 'card',
  title: '',
  company: '',
  location: '',
  salary: '',
  text: '',
  contacts: [],
  poster: '',
};

export function createPostStore(): PostStore {
  const entries = new Map<Element, Entry>();
  const open = new Set<Entry>();
  const warned = new Set<Entry>();
  /** Judged, without a sign, and whole. */
  const whole = new Set<Entry>();
  let swept = 0;

  const drop = (entry: Entry): void => {
    entries.delete(entry.element);
    open.delete(entry);
    warned.delete(entry);
    whole.delete(entry);
  };
  const say = (entry: Entry, said: FoundPost, now: number): void => {
    entry.said = said;
    entry.saidAt = now;
    warned.delete(entry);
    whole.delete(entry);
    (said.verdict.level === 'none' ? whole : warned).add(entry);
  };
  /** Gives true when it must be looked at again. */
  const settleOne = (entry: Entry, verdictOf: (id: string) => Verdict | undefined, now: number): boolean => {
    const { post, said } = entry;
    if (post === null) return false;
    const whole = verdictOf(post.id);
    const part = entry.seen === null ? undefined : verdictOf(entry.seen.id);
    const answered = whole !== undefined && (entry.seen === null || part !== undefined);
    const worse = part !== undefined && whole !== undefined && rank(part) > rank(whole);
    const verdict = worse ? part : whole;
    if (!answered || verdict === undefined) {
      const former = entry.former.findLast(({ id }) => verdictOf(id) !== undefined);
      if (former !== undefined && former.id !== said?.post.id) {
        say(entry, { post: former, verdict: verdictOf(former.id)! }, now);
      }
      return false;
    }
    const milder = said !== null && rank(said.verdict) > rank(verdict);
    if (
      milder &&
      said.post.title === post.title &&
      said.post.id !== post.id &&
      said.post.id !== entry.seen?.id &&
      now - entry.saidAt < STANDS
    )
      return true;
    open.delete(entry);
    entry.former = [];
    say(entry, { post: worse ? entry.seen! : post, verdict }, now);
    return false;
  };
  const findings = (from: Iterable<Entry>): Finding[] => {
    const found: Finding[] = [];
    for (const { said, element, anchor } of from) if (said !== null) found.push({ ...said, element, anchor });
    return found;
  };

  return {
    size: () => entries.size,
    get: (element) => entries.get(element),
    keepOnly(elements) {
      for (const entry of entries.values()) if (!elements.has(entry.element)) drop(entry);
    },
    first: () => entries.values().next().value,
    found: () =>
      [...entries.values()].map(({ post, element, anchor, complete }) => ({
        post: post ?? FORGOTTEN,
        element,
        anchor,
        complete,
      })),
    judged: () => findings(entries.values()),
    warned: () => findings(warned),
    count(level) {
      let count = 0;
      for (const { said } of warned) if (said?.verdict.level === level) count++;
      return count;
    },
    put({ post, element, anchor, complete }, print, seen = null) {
      const before = entries.get(element);
      if (before !== undefined) {
        if (before.post !== null && before.post.id !== post.id && open.has(before)) {
          before.former = [...before.former, before.post].slice(-MOST_FORMER);
        }
        Object.assign(before, { anchor, complete, post, seen, print, site: post.site });
        open.add(before);
        return;
      }
      const entry: Entry = {
        site: post.site,
        element,
        anchor,
        complete,
        post,
        seen,
        print,
        said: null,
        saidAt: 0,
        former: [],
      };
      entries.set(element, entry);
      open.add(entry);
      for (const oldest of entries.values()) {
        if (entries.size <= MOST) break;
        drop(oldest);
      }
    },
    remove(element) {
      const entry = entries.get(element);
      if (entry !== undefined) drop(entry);
    },
    settle(verdictOf, now) {
      let held = false;
      for (const entry of open) held = settleOne(entry, verdictOf, now) || held;
      for (const entry of whole) {
        if (whole.size <= MOST_WHOLE) break;
        whole.delete(entry);
        entry.post = null;
        entry.seen = null;
        entry.said = null;
      }
      return held;
    },
    reopen() {
      const posts: JobPost[] = [];
      const elements: Element[] = [];
      for (const entry of entries.values()) {
        if (entry.post === null) elements.push(entry.element);
        else {
          open.add(entry);
          posts.push(entry.post);
          if (entry.seen !== null) posts.push(entry.seen);
        }
      }
      return { posts, elements };
    },
    holding(element) {
      let node: Element | null = element;
      while (node !== null && !entries.has(node)) node = parentOf(node);
      return node;
    },
    prune(now) {
      const all = now - swept >= SWEEP;
      if (all) swept = now;
      for (const entry of all ? entries.values() : warned) if (!entry.element.isConnected) drop(entry);
    },
    clear() {
      entries.clear();
      open.clear();
      warned.clear();
      whole.clear();
    },
  };
}

function rank({ level }: Verdict): number {
  return level === 'danger' ? 2 : level === 'caution' ? 1 : 0;
}

/** The element around it; around the parts of a shadow root, its host. */
function parentOf(node: Element): Element | null {
  if (node.parentElement !== null) return node.parentElement;
  const root = node.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : null;
}
