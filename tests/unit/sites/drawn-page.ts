/** A page whose style sheets hide elements: jsdom computes styles, and has no layout and no `checkVisibility`. */
import { pageOf } from './read-fixture.ts';

/** The class `hidden` takes the box, `unseen` the visibility, `boxless` only the own box. */
const STYLE =
  '<style>.hidden { display: none } .unseen { visibility: hidden } .boxless { display: contents } .seen { visibility: visible }</style>';

export function drawnPage(html: string, url: string): Document {
  const document = pageOf(STYLE + html, url);
  const window = document.defaultView!;
  window.Element.prototype.checkVisibility = function (options) {
    const style = window.getComputedStyle(this);
    if (style.display === 'contents') return false;
    if (options?.visibilityProperty === true && style.visibility === 'hidden') return false;
    return this.closest('.hidden, [hidden]') === null;
  };
  window.Element.prototype.getBoundingClientRect = () => new window.DOMRect(10, 10, 300, 40);
  Object.defineProperties(document.documentElement, { clientWidth: { value: 1024 }, clientHeight: { value: 768 } });
  return document;
}
