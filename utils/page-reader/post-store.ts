/**
 * The posts that stand on the page now, by element, with what was said of them. On a feed without end only the newest
 * are kept whole; of older ones without a sign, their place alone.
 */
import type { FoundPost } from '../contracts/page-summary.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Level, Verdict } from '../model/verdict.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';
import type { Finding } from './overlay-state.ts';

export interface StoredPost {
  site: string;
  element: Element;
  anchor: Element;
  complete: boolean;
  /** As it was read last; null once it was judged, shows nothing, and newer ones took its room. */
  post: JobPost | null;
  /** The same without the words that cannot be seen; the worse verdict of the two counts. Null where all can be seen. */
  visiblePost: JobPost | null;
  /** Of the element's raw words when it was read. */
  textHash: number;
  /** The last verdict, with the words it was given for. */
  judged: FoundPost | null;
  judgedAt: number;
  /** Read before `post` and not answered: a page that rewrites its post all the time is judged by what it was. */
  earlierVersions: JobPost[];
}

export interface PostStore {
  size(): number;
  get(element: Element): StoredPost | undefined;
  /** Keeps those in these elements and forgets the others. */
  retain(elements: ReadonlySet<Element>): void;
  /** The one that was found first. */
  first(): StoredPost | undefined;
  /** The same as plain finds; of those kept no longer, without their words. */
  found(): PostOnPage[];
  /** With their verdicts: all that show signs, and the newest of the others. */
  judged(): Finding[];
  /** Those that show signs. */
  warned(): Finding[];
  count(level: Level): number;
  upsert(found: PostOnPage, print: number, seen?: JobPost | null): void;
  remove(element: Element): void;
  /** Takes the verdicts that have come; true when something is to be looked at again after `WARNING_HOLD_MS`. */
  applyVerdicts(verdictOf: (id: string) => Verdict | undefined, now: number): boolean;
  /** Every verdict is asked for again; gives the elements that must be read again for that. */
  reopen(): { posts: JobPost[]; elements: Element[] };
  /** The post's element that an element stands in, or null. */
  enclosing(element: Element): Element | null;
  /** Forgets posts that the page took away; looks at those with signs at once, at the others now and then. */
  prune(now: number): void;
  clear(): void;
}

/** Posts remembered at all; past this the oldest go first. */
const MAX_POSTS = 20_000;
/** Posts without a sign that are kept whole. */
const MAX_FULL_POSTS = 300;
const MAX_EARLIER_VERSIONS = 4;
/** Between two looks at all posts, milliseconds. */
const SWEEP_INTERVAL_MS = 3000;
/** So long a warning stands though the page put milder words under the same title, milliseconds. */
export const WARNING_HOLD_MS = 10_000;

/** Stands for the words of a post that were let go. */
const DISCARDED_POST: JobPost = {
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
  const entries = new Map<Element, StoredPost>();
  const unjudged = new Set<StoredPost>();
  const warned = new Set<StoredPost>();
  /** Judged, without a sign, and whole. */
  const unflagged = new Set<StoredPost>();
  let sweptAt = 0;

  const drop = (entry: StoredPost): void => {
    entries.delete(entry.element);
    unjudged.delete(entry);
    warned.delete(entry);
    unflagged.delete(entry);
  };
  const setVerdict = (entry: StoredPost, said: FoundPost, now: number): void => {
    entry.judged = said;
    entry.judgedAt = now;
    warned.delete(entry);
    unflagged.delete(entry);
    (said.verdict.level === 'none' ? unflagged : warned).add(entry);
  };
  /** Gives true when it must be looked at again. */
  const applyVerdict = (entry: StoredPost, verdictOf: (id: string) => Verdict | undefined, now: number): boolean => {
    const { post, judged: said } = entry;
    if (post === null) return false;
    const fullVerdict = verdictOf(post.id);
    const visibleVerdict = entry.visiblePost === null ? undefined : verdictOf(entry.visiblePost.id);
    const isAnswered = fullVerdict !== undefined && (entry.visiblePost === null || visibleVerdict !== undefined);
    const isVisibleWorse =
      visibleVerdict !== undefined && fullVerdict !== undefined && rank(visibleVerdict) > rank(fullVerdict);
    const verdict = isVisibleWorse ? visibleVerdict : fullVerdict;
    if (!isAnswered || verdict === undefined) {
      const earlier = entry.earlierVersions.findLast(({ id }) => verdictOf(id) !== undefined);
      if (earlier !== undefined && earlier.id !== said?.post.id) {
        setVerdict(entry, { post: earlier, verdict: verdictOf(earlier.id)! }, now);
      }
      return false;
    }
    const isMilder = said !== null && rank(said.verdict) > rank(verdict);
    if (
      isMilder &&
      said.post.title === post.title &&
      said.post.id !== post.id &&
      said.post.id !== entry.visiblePost?.id &&
      now - entry.judgedAt < WARNING_HOLD_MS
    )
      return true;
    unjudged.delete(entry);
    entry.earlierVersions = [];
    setVerdict(entry, { post: isVisibleWorse ? entry.visiblePost! : post, verdict }, now);
    return false;
  };
  const findings = (from: Iterable<StoredPost>): Finding[] => {
    const found: Finding[] = [];
    for (const { judged: said, element, anchor } of from) if (said !== null) found.push({ ...said, element, anchor });
    return found;
  };

  return {
    size: () => entries.size,
    get: (element) => entries.get(element),
    retain(elements) {
      for (const entry of entries.values()) if (!elements.has(entry.element)) drop(entry);
    },
    first: () => entries.values().next().value,
    found: () =>
      [...entries.values()].map(({ post, element, anchor, complete }) => ({
        post: post ?? DISCARDED_POST,
        element,
        anchor,
        complete,
      })),
    judged: () => findings(entries.values()),
    warned: () => findings(warned),
    count(level) {
      let count = 0;
      for (const { judged: said } of warned) if (said?.verdict.level === level) count++;
      return count;
    },
    upsert({ post, element, anchor, complete }, print, seen = null) {
      const before = entries.get(element);
      if (before !== undefined) {
        if (before.post !== null && before.post.id !== post.id && unjudged.has(before)) {
          before.earlierVersions = [...before.earlierVersions, before.post].slice(-MAX_EARLIER_VERSIONS);
        }
        Object.assign(before, { anchor, complete, post, seen, print, site: post.site });
        unjudged.add(before);
        return;
      }
      const entry: StoredPost = {
        site: post.site,
        element,
        anchor,
        complete,
        post,
        visiblePost: seen,
        textHash: print,
        judged: null,
        judgedAt: 0,
        earlierVersions: [],
      };
      entries.set(element, entry);
      unjudged.add(entry);
      for (const oldest of entries.values()) {
        if (entries.size <= MAX_POSTS) break;
        drop(oldest);
      }
    },
    remove(element) {
      const entry = entries.get(element);
      if (entry !== undefined) drop(entry);
    },
    applyVerdicts(verdictOf, now) {
      let isHeld = false;
      for (const entry of unjudged) isHeld = applyVerdict(entry, verdictOf, now) || isHeld;
      for (const entry of unflagged) {
        if (unflagged.size <= MAX_FULL_POSTS) break;
        unflagged.delete(entry);
        entry.post = null;
        entry.visiblePost = null;
        entry.judged = null;
      }
      return isHeld;
    },
    reopen() {
      const posts: JobPost[] = [];
      const elements: Element[] = [];
      for (const entry of entries.values()) {
        if (entry.post === null) elements.push(entry.element);
        else {
          unjudged.add(entry);
          posts.push(entry.post);
          if (entry.visiblePost !== null) posts.push(entry.visiblePost);
        }
      }
      return { posts, elements };
    },
    enclosing(element) {
      let node: Element | null = element;
      while (node !== null && !entries.has(node)) node = parentOf(node);
      return node;
    },
    prune(now) {
      const isSweep = now - sweptAt >= SWEEP_INTERVAL_MS;
      if (isSweep) sweptAt = now;
      for (const entry of isSweep ? entries.values() : warned) if (!entry.element.isConnected) drop(entry);
    },
    clear() {
      entries.clear();
      unjudged.clear();
      warned.clear();
      unflagged.clear();
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
