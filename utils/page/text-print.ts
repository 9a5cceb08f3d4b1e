/** A number that changes when an element's raw words change: tells cheaply whether a post must be read again. */

/** Characters looked at, however long the text is; from a place that no page can know. */
const MOST = 600;
const FROM = Math.random();

export function textPrint(element: Element): number {
  const text = element.textContent ?? '';
  const step = Math.max(1, text.length / MOST);
  let print = text.length;
  for (let at = FROM * step; at < text.length; at += step) {
    print = (Math.imul(print, 31) + text.charCodeAt(Math.floor(at))) | 0;
  }
  return print;
}
