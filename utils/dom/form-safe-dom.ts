/**
 * DOM access that form fields cannot shadow. `HTMLFormElement` has [LegacyOverrideBuiltIns] (HTML Standard, 4.10.3). A field
 * named `parentElement` replaces that property of its form, in isolated worlds of Chromium too. These functions take the
 * property of a form from its prototype. Nothing in the page is changed.
 */

/**
 * Whether a node is a form: the only element whose fields shadow its properties. A field of the name `localName` makes that
 * property an object. Reads `HTMLFormElement` last: browsers create this interface at the first use, which takes time.
 */
export function isForm(node: Node): node is HTMLFormElement {
  const { localName } = node as Element;
  if (localName === undefined || (typeof localName === 'string' && localName !== 'form')) return false;
  // Absent in Node, where tools read pages with jsdom.
  const Form = globalThis.HTMLFormElement as typeof HTMLFormElement | undefined;
  return Form !== undefined && node instanceof Form;
}

/** Reads a property; that of a form by the getter of its prototype chain. The calls below are pure: bundles drop unused ones. */
function property<T extends Node, K extends keyof T & string>(name: K): (node: T) => T[K] {
  let get: (() => unknown) | undefined;
  return (node) => {
    if (!isForm(node)) return node[name];
    // Looked up at the first form only: most pages have none that is read.
    for (let owner: unknown = HTMLFormElement.prototype; get === undefined; owner = Object.getPrototypeOf(owner)) {
      get = Object.getOwnPropertyDescriptor(owner, name)?.get;
    }
    return get.call(node) as T[K];
  };
}

/** The object whose methods to call on a node: the prototype for a form, the node itself for others. */
function methodsOf<T extends Node>(node: T): T {
  return isForm(node) ? (HTMLFormElement.prototype as unknown as T) : node;
}

export const childNodes = /* @__PURE__ */ property<Node, 'childNodes'>('childNodes');
export const firstChild = /* @__PURE__ */ property<Node, 'firstChild'>('firstChild');
export const isConnected = /* @__PURE__ */ property<Node, 'isConnected'>('isConnected');
export const nextSibling = /* @__PURE__ */ property<Node, 'nextSibling'>('nextSibling');
export const nodeType = /* @__PURE__ */ property<Node, 'nodeType'>('nodeType');
export const parentElement = /* @__PURE__ */ property<Node, 'parentElement'>('parentElement');
export const parentNode = /* @__PURE__ */ property<Node, 'parentNode'>('parentNode');
export const previousSibling = /* @__PURE__ */ property<Node, 'previousSibling'>('previousSibling');
export const textContent = /* @__PURE__ */ property<Element, 'textContent'>('textContent');

export const assignedSlot = /* @__PURE__ */ property<Element, 'assignedSlot'>('assignedSlot');
export const attributes = /* @__PURE__ */ property<Element, 'attributes'>('attributes');
export const childElementCount = /* @__PURE__ */ property<Element, 'childElementCount'>('childElementCount');
export const children = /* @__PURE__ */ property<Element, 'children'>('children');
export const classList = /* @__PURE__ */ property<Element, 'classList'>('classList');
export const className = /* @__PURE__ */ property<Element, 'className'>('className');
export const firstElementChild = /* @__PURE__ */ property<Element, 'firstElementChild'>('firstElementChild');
export const id = /* @__PURE__ */ property<Element, 'id'>('id');
export const localName = /* @__PURE__ */ property<Element, 'localName'>('localName');
export const nextElementSibling = /* @__PURE__ */ property<Element, 'nextElementSibling'>('nextElementSibling');
export const ownerDocument = /* @__PURE__ */ property<Element, 'ownerDocument'>('ownerDocument');
export const shadowRoot = /* @__PURE__ */ property<Element, 'shadowRoot'>('shadowRoot');
export const scrollHeight = /* @__PURE__ */ property<Element, 'scrollHeight'>('scrollHeight');
export const scrollLeft = /* @__PURE__ */ property<Element, 'scrollLeft'>('scrollLeft');
export const scrollTop = /* @__PURE__ */ property<Element, 'scrollTop'>('scrollTop');
export const scrollWidth = /* @__PURE__ */ property<Element, 'scrollWidth'>('scrollWidth');

const tagNameAsWritten = /* @__PURE__ */ property<Element, 'tagName'>('tagName');

/** In upper case, also in XHTML and SVG. */
export function tagName(element: Element): string {
  return tagNameAsWritten(element).toUpperCase();
}

export const offsetHeight = /* @__PURE__ */ property<HTMLElement, 'offsetHeight'>('offsetHeight');
export const offsetWidth = /* @__PURE__ */ property<HTMLElement, 'offsetWidth'>('offsetWidth');

export function compareDocumentPosition(node: Node, other: Node): number {
  return methodsOf(node).compareDocumentPosition.call(node, other);
}

export function contains(node: Node, other: Node | null): boolean {
  return methodsOf(node).contains.call(node, other);
}

export function getRootNode(node: Node): Node {
  return methodsOf(node).getRootNode.call(node);
}

export function checkVisibility(element: Element, options?: CheckVisibilityOptions): boolean {
  return methodsOf(element).checkVisibility.call(element, options);
}

/** Whether the browser can tell if an element is drawn. Tools read pages with jsdom, which cannot. */
export function canCheckVisibility(element: Element): boolean {
  return typeof methodsOf(element).checkVisibility === 'function';
}

export function closest(element: Element, css: string): Element | null {
  return methodsOf(element).closest.call(element, css);
}

export function getAttribute(element: Element, name: string): string | null {
  return methodsOf(element).getAttribute.call(element, name);
}

export function getBoundingClientRect(element: Element): DOMRect {
  return methodsOf(element).getBoundingClientRect.call(element);
}

export function getClientRects(element: Element): DOMRectList {
  return methodsOf(element).getClientRects.call(element);
}

export function hasAttribute(element: Element, name: string): boolean {
  return methodsOf(element).hasAttribute.call(element, name);
}

export function matches(element: Element, css: string): boolean {
  return methodsOf(element).matches.call(element, css);
}

export function querySelector(scope: ParentNode, css: string): Element | null {
  return methodsOf(scope).querySelector.call(scope, css);
}

export function querySelectorAll(scope: ParentNode, css: string): NodeListOf<Element> {
  return methodsOf(scope).querySelectorAll.call(scope, css);
}

export function scrollIntoView(element: Element, options: ScrollIntoViewOptions): void {
  methodsOf(element).scrollIntoView.call(element, options);
}
