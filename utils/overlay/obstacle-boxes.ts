/** Boxes of words and controls that the overlay should not cover, in window coordinates. */
import * as dom from '../dom/form-safe-dom.ts';
import type { Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';

const CONTROL_SELECTOR =
  'a[href],button,input,select,textarea,summary,img,video,[role="button"],[role="link"],[role="checkbox"],[tabindex="0"]';
const BUTTON_SELECTOR = 'button,input,select,textarea,[role="button"]';
/** Text nodes and controls measured; enough to fill a window. */
const MAX_TEXT_NODES = 600;
const MAX_CONTROLS = 300;

/** Boxes of the words in view, one for each line. */
export function textBoxesIn(element: Element): Rectangle[] {
  const document = dom.ownerDocument(element);
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

/** Boxes of the controls in view, without those that contain `inside` and links stretched over most of the post. */
export function controlBoxesIn(element: Element, inside: Element = element): Rectangle[] {
  const document = dom.ownerDocument(element);
  const postBox = dom.getBoundingClientRect(element);
  const boxes: Rectangle[] = [];
  for (const control of [...dom.querySelectorAll(element, CONTROL_SELECTOR)].slice(0, MAX_CONTROLS)) {
    if (dom.contains(control, inside) || dom.contains(inside, control)) continue;
    const box = dom.getBoundingClientRect(control);
    if (box.width * box.height > 0.6 * postBox.width * postBox.height || !isInView(box, document)) continue;
    boxes.push(box);
  }
  return boxes;
}

/** Boxes of all buttons and fields in view: "Apply" is often in another scroll container than the post. */
export function buttonBoxesIn(document: Document): Rectangle[] {
  return [...document.querySelectorAll(BUTTON_SELECTOR)]
    .slice(0, MAX_CONTROLS)
    .map((button) => dom.getBoundingClientRect(button))
    .filter((box) => isInView(box, document));
}

function isInView(box: DOMRect, document: Document): boolean {
  const { width, height } = windowSize(document);
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < height && box.left < width;
}
