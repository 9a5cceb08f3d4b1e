/** What of a post may not be covered: its words and its controls. Rectangles are in window coordinates. */
import type { Rectangle } from './rectangle.ts';

const CONTROL_SELECTOR =
  'a[href],button,input,select,textarea,summary,img,video,[role="button"],[role="link"],[role="checkbox"],[tabindex="0"]';
const BUTTON_SELECTOR = 'button,input,select,textarea,[role="button"]';
/** Text nodes and controls looked at; enough for what fits in a window. */
const MAX_TEXT_NODES = 600;
const MAX_CONTROLS = 300;

/** Boxes of the words in view, line by line. */
export function textBoxesIn(element: Element): Rectangle[] {
  const document = element.ownerDocument;
  const walker = document.createTreeWalker(element, 4 /* text nodes */);
  const range = document.createRange();
  const boxes: Rectangle[] = [];
  for (let count = 0; count < MAX_TEXT_NODES && walker.nextNode() !== null; count++) {
    const text = walker.currentNode as Text;
    if (text.data.trim() === '') continue;
    range.selectNode(text);
    for (const box of range.getClientRects()) if (isInView(box, document)) boxes.push(box);
  }
  return boxes;
}

/**
 * Boxes of the controls in view. One that holds `clampToRegion`, or is stretched over most of the post to make all of it a link,
 * is the post itself.
 */
export function controlBoxesIn(element: Element, inside: Element = element): Rectangle[] {
  const document = element.ownerDocument;
  const postBox = element.getBoundingClientRect();
  const boxes: Rectangle[] = [];
  for (const control of [...element.querySelectorAll(CONTROL_SELECTOR)].slice(0, MAX_CONTROLS)) {
    if (control.contains(inside) || inside.contains(control)) continue;
    const box = control.getBoundingClientRect();
    if (box.width * box.height > 0.6 * postBox.width * postBox.height || !isInView(box, document)) continue;
    boxes.push(box);
  }
  return boxes;
}

/** Boxes of the buttons and fields in view, anywhere on the page: "Apply" often stands in another pane than the post. */
export function buttonBoxesIn(document: Document): Rectangle[] {
  return [...document.querySelectorAll(BUTTON_SELECTOR)]
    .slice(0, MAX_CONTROLS)
    .map((button) => button.getBoundingClientRect())
    .filter((box) => isInView(box, document));
}

function isInView(box: DOMRect, document: Document): boolean {
  const { clientWidth, clientHeight } = document.documentElement;
  return (
    box.width > 0 &&
    box.height > 0 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < clientHeight &&
    box.left < clientWidth
  );
}
