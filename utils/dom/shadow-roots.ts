/**
 * Finds shadow roots, open and closed; browsers let extensions read both. No selector matches elements with a shadow
 * root, and testing every element takes longer than reading the page. So only likely hosts are tested: custom elements,
 * empty elements with some size, and elements whose own children are not drawn.
 */
import * as dom from './form-safe-dom.ts';
interface ShadowRootApi {
  dom?: { openOrClosedShadowRoot?(element: Element): ShadowRoot | null };
}

/** The element's root, open or closed; null where there is none. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  // Forms cannot host a shadow root, and their fields could shadow what is read below.
  if (dom.isForm(element)) return null;
  const api = globalThis as { chrome?: ShadowRootApi; browser?: ShadowRootApi };
  try {
    const own = (element as Element & { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot;
    if (own !== undefined) return own;
    return (
      dom.shadowRoot(element) ??
      api.chrome?.dom?.openOrClosedShadowRoot?.(element) ??
      api.browser?.dom?.openOrClosedShadowRoot?.(element) ??
      null
    );
  } catch {
    return dom.shadowRoot(element);
  }
}

/**
 * Frequent tag names of HTML and SVG, most frequent first: the browser tests them in order. Names that are missing cost a
 * test in script; a longer selector takes longer to parse than most pages to search.
 */
const COMMON_TAGS =
  'div,span,a,li,p,i,svg,path,img,button,ul,br,td,tr,b,strong,em,h1,h2,h3,h4,script,style,link,meta,input,label,option,form,section,article,header,footer,nav,main,aside,use,g,circle,rect,code,time,figure,picture,source,table,tbody,iframe,noscript,template,ol,dt,dd,small,html,head,title,base,body';
const UNCOMMON_ELEMENT = `:not(${COMMON_TAGS})`;
const EMPTY_ELEMENT = ':empty:is(div,section,article,main,aside,header,footer,nav,p,span,blockquote)';
/** Smallest area of an element that can show a post, square CSS pixels. */
const MIN_AREA_PX2 = 10_000;
const MAX_TRIED = 500;
const MAX_PARTS = 20;

/** Elements under `scope`, or `scope` itself, that may host a shadow root. Attaching one changes no element. */
export function shadowHostsIn(scope: ParentNode & Node): Element[] {
  const hosts: Element[] = [];
  if (dom.nodeType(scope) === 1 && (isCustom(scope as Element) || dom.matches(scope as Element, EMPTY_ELEMENT)))
    hosts.push(scope as Element);
  // Two searches take two thirds of the time of one search with both selectors; indices, because the first iterator takes time.
  const uncommon = dom.querySelectorAll(scope, UNCOMMON_ELEMENT);
  for (let at = 0; at < uncommon.length; at++) if (isCustom(uncommon[at]!)) hosts.push(uncommon[at]!);
  const empty = dom.querySelectorAll(scope, EMPTY_ELEMENT);
  for (let at = 0; at < empty.length; at++) hosts.push(empty[at]!);
  return hosts;
}

/** Whether an element has the name of a custom element: only those may host a root, besides some elements of HTML. */
function isCustom(element: Element): boolean {
  return dom.localName(element).includes('-');
}

/**
 * Shadow roots under `scope`, including nested ones. It may force layout: call it in idle time.
 *
 * @param hosts elements of an earlier search, for a scope without changes since
 */
export function shadowRootsIn(scope: ParentNode & Node, hosts = shadowHostsIn(scope)): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  let remaining = MAX_TRIED;
  const tried = new Set<Element>();
  const tryElement = (element: Element): void => {
    if (remaining <= 0 || tried.has(element)) return;
    tried.add(element);
    if (dom.shadowRoot(element) === null && !hasRoom(element)) return;
    remaining--;
    const root = shadowRootOf(element);
    if (root === null) return;
    roots.push(root);
  };
  for (const element of hosts) tryElement(element);
  if (dom.nodeType(scope) === 9) for (const element of readBodyParts(scope as Document).undrawn) tryElement(element);
  // Roots that are found meanwhile are searched, too.
  for (const root of roots) for (const element of shadowHostsIn(root)) tryElement(element);
  return roots;
}

/**
 * Whether the document has a shadow root that `shadowRootsIn` would find, without those inside others. It asks the extension's
 * API only where an element has room, or undrawn children: the first use of that API takes time.
 *
 * @param hosts elements of an earlier search, for a document without changes since
 */
export function hasShadowRoot(document: Document, hosts = shadowHostsIn(document)): boolean {
  return (
    hosts.some((element) => dom.shadowRoot(element) !== null || (hasRoom(element) && shadowRootOf(element) !== null)) ||
    readBodyParts(document).undrawn.some((element) => shadowRootOf(element) !== null)
  );
}

/** Whether an element is a likely host of a shadow root. */
export function mayHostShadowRoot(element: Element): boolean {
  return isCustom(element) || (dom.matches(element, EMPTY_ELEMENT) && hasRoom(element));
}

function hasRoom(element: Element): boolean {
  return dom.offsetWidth(element as HTMLElement) * dom.offsetHeight(element as HTMLElement) >= MIN_AREA_PX2;
}

/** The body and its first children: a shadow root on one of these takes the boxes of its own children. */
export interface BodyParts {
  /** Those that have children, none of them with a box. */
  undrawn: Element[];
  /** Of the others the first child with a box. */
  firstDrawn: Element[];
}

export function readBodyParts({ body }: Document): BodyParts {
  const parts: BodyParts = { undrawn: [], firstDrawn: [] };
  let part: Element | null = body;
  for (let read = 0; part !== null && read <= MAX_PARTS; read++) {
    const drawn = firstDrawnChild(part);
    if (drawn !== null) parts.firstDrawn.push(drawn);
    else if (dom.firstElementChild(part) !== null) parts.undrawn.push(part);
    part = part === body ? dom.firstElementChild(part) : dom.nextElementSibling(part);
  }
  return parts;
}

function firstDrawnChild(element: Element): Element | null {
  let child = dom.firstElementChild(element);
  for (let tried = 0; child !== null && tried < 5; tried++) {
    if (dom.checkVisibility(child)) return child;
    child = dom.nextElementSibling(child);
  }
  return null;
}

/** Whether `outer` contains `inner`, across shadow roots. */
export function containsAcrossShadow(outer: Element, inner: Element): boolean {
  for (let node: Element | null = inner; node !== null;) {
    if (dom.contains(outer, node)) return true;
    const root = dom.getRootNode(node);
    node = 'host' in root ? (root as ShadowRoot).host : null;
  }
  return false;
}
