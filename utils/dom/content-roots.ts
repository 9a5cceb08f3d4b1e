/**
 * The elements of a document that may show words. These are its body, and what a script puts beside the body or into
 * the head.
 */
import * as dom from './form-safe-dom.ts';

/** What a parser leaves in a head. */
const STRAY_IN_HEAD = ':scope > :not(meta,link,script,style,title,base,noscript,template)';

/** The body first. Others without words of their own are left out: the extension's warning is such an element, too. */
export function contentRoots(document: Document): Element[] {
  const { documentElement: root, body, head } = document;
  const beside: Element[] = [];
  if (head !== null) {
    const strays = dom.querySelectorAll(head, STRAY_IN_HEAD);
    // Indices, because the first iterator of a page takes time.
    for (let at = 0; at < strays.length; at++) beside.push(strays[at]!);
  }
  for (let child = root?.firstElementChild ?? null; child !== null; child = dom.nextElementSibling(child))
    if (child !== body && child !== head) beside.push(child);
  const withWords = beside.filter((element) => dom.textContent(element).trim() !== '');
  return body === null ? withWords : [body, ...withWords];
}
