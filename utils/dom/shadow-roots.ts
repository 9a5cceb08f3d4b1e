/**
 * Finds shadow roots, open and closed; browsers let extensions read both. No selector matches elements with a shadow
 * root. Asking every element for its closed root takes longer than reading the page. So only likely hosts are asked:
 * custom elements, and elements without words, children or drawn children of their own. Sizes tell nothing: a host
 * without a box can show its root.
 */
import * as dom from './form-safe-dom.ts';
import { sampleOf } from './random-sample.ts';

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
 * Frequent tag names of HTML and SVG, most frequent first: the browser tests them in order. Names that are missing cost
 * a test in script. A longer selector takes longer to parse than most pages to search. All of `HOST_TAGS` are among them.
 */
const COMMON_TAGS =
  'div,span,a,li,p,i,svg,path,img,button,ul,br,td,tr,b,strong,em,h1,h2,h3,h4,h5,h6,blockquote,script,style,link,meta,input,label,option,form,section,article,header,footer,nav,main,aside,use,g,circle,rect,code,time,figure,picture,source,table,tbody,iframe,noscript,template,ol,dt,dd,small,html,head,title,base,body';
const UNCOMMON_ELEMENT = `:not(${COMMON_TAGS})`;
/** The elements of HTML that may host a shadow root (DOM Standard, 4.2.14), without the body. */
const HOST_TAGS = 'div,section,article,main,aside,header,footer,nav,p,span,blockquote,h1,h2,h3,h4,h5,h6';
const HOST_NAMES = /* @__PURE__ */ new Set(HOST_TAGS.split(','));
/** Elements of these names that are looked at, and likely hosts that are asked; of more a random sample. */
const MAX_LOOKED = 10_000;
const MAX_TRIED = 1000;
/** Likely hosts inside the roots of others that are asked. */
const MAX_NESTED = 500;
const MAX_PARTS = 20;

/** Elements under `scope`, or `scope` itself, that are likely hosts. Attaching a root changes no element. */
export function shadowHostsIn(scope: ParentNode & Node): Element[] {
  const hosts = customElementsIn(scope);
  if (dom.nodeType(scope) === 1 && mayHostShadowRoot(scope as Element)) hosts.unshift(scope as Element);
  const others = dom.querySelectorAll(scope, HOST_TAGS);
  if (others.length <= MAX_LOOKED) {
    for (let at = 0; at < others.length; at++) if (hasRootOrNoContent(others[at]!)) hosts.push(others[at]!);
  } else for (const element of sampleOf(others, MAX_LOOKED)) if (hasRootOrNoContent(element)) hosts.push(element);
  return hosts;
}

/**
 * Those of them that the browser itself finds, in a third of the time. These are custom elements, and elements without
 * any child. One selector for both: the first use of each takes a tenth of a millisecond.
 */
export function quickShadowHostsIn(document: Document): Element[] {
  return hostsAmong(dom.querySelectorAll(document, `${UNCOMMON_ELEMENT},:empty:is(${HOST_TAGS})`));
}

function customElementsIn(scope: ParentNode): Element[] {
  return hostsAmong(dom.querySelectorAll(scope, UNCOMMON_ELEMENT));
}

/** The custom elements among them, and the elements of HTML that may host a root: `UNCOMMON_ELEMENT` selects none of these. */
function hostsAmong(elements: NodeListOf<Element>): Element[] {
  const hosts: Element[] = [];
  // Indices, because the first iterator takes time.
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at]!;
    if (isCustom(element) || HOST_NAMES.has(dom.localName(element))) hosts.push(element);
  }
  return hosts;
}

/** Whether an element has the name of a custom element. Only those may host a root, besides some elements of HTML. */
function isCustom(element: Element): boolean {
  return dom.localName(element).includes('-');
}

/** Whether an element of HTML has an open root, or no child elements and no words that would be drawn. */
function hasRootOrNoContent(element: Element): boolean {
  if (dom.shadowRoot(element) !== null) return true;
  return dom.firstElementChild(element) === null && dom.textContent(element).trim() === '';
}

/** Whether an element is a likely host of a shadow root. */
export function mayHostShadowRoot(element: Element): boolean {
  return isCustom(element) || (HOST_NAMES.has(dom.localName(element)) && hasRootOrNoContent(element));
}

/**
 * Shadow roots under `scope`, including nested ones. The test of the body's parts may force layout: call it in idle time.
 *
 * @param hosts elements of an earlier search, for a scope without changes since
 */
export function shadowRootsIn(scope: ParentNode & Node, hosts = shadowHostsIn(scope)): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  const tried = new Set<Element>();
  let remaining = MAX_TRIED + MAX_NESTED;
  const tryAll = (elements: readonly Element[]): void => {
    for (const element of sampleOf(elements, Math.min(MAX_TRIED, remaining))) {
      if (tried.has(element)) continue;
      tried.add(element);
      remaining--;
      const root = shadowRootOf(element);
      if (root !== null) roots.push(root);
    }
  };
  tryAll(hosts);
  if (dom.nodeType(scope) === 9) tryAll(readBodyParts(scope as Document).undrawn);
  // Roots that are found meanwhile are searched, too.
  for (const root of roots) {
    if (remaining <= 0) break;
    tryAll(shadowHostsIn(root));
  }
  return roots;
}

/**
 * Whether the document has a shadow root that `shadowRootsIn` would find, without those inside others.
 *
 * @param hosts elements of an earlier search, for a document without changes since
 */
export function hasShadowRoot(document: Document, hosts = shadowHostsIn(document)): boolean {
  const hasRoot = (element: Element): boolean => shadowRootOf(element) !== null;
  return sampleOf(hosts, MAX_TRIED).some(hasRoot) || readBodyParts(document).undrawn.some(hasRoot);
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

/** The parent element; for a child of a shadow root, the host. */
export function parentAcrossShadow(node: Node): Element | null {
  const parent = dom.parentElement(node);
  if (parent !== null) return parent;
  return hostOf(dom.getRootNode(node));
}

/** Whether `outer` contains `inner`, across shadow roots. */
export function containsAcrossShadow(outer: Element, inner: Element): boolean {
  for (let node: Element | null = inner; node !== null;) {
    if (dom.contains(outer, node)) return true;
    node = hostOf(dom.getRootNode(node));
  }
  return false;
}

/** The host of a shadow root; null for another root. The root of a removed link is the link, whose `host` is a text. */
function hostOf(root: Node): Element | null {
  return dom.nodeType(root) === 11 && 'host' in root ? (root as ShadowRoot).host : null;
}
