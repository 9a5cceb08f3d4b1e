/** Positions the open panel where it covers least. At phone width the style sheet makes it a bottom sheet instead. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import type { Rectangle } from '../../utils/dom/rectangle.ts';
import { buttonBoxesIn, controlBoxesIn, textBoxesIn } from '../../utils/overlay/obstacle-boxes.ts';
import { PANEL_GAP_PX, placePanel } from '../../utils/overlay/place-panel.ts';
import { drawableArea } from '../../utils/overlay/visible-area.ts';

/** @param visibleArea part of the window that the reader sees; null for all of it */
export function positionPanel(panel: HTMLElement, post: Element, visibleArea: Rectangle | null): void {
  const document = dom.ownerDocument(post);
  const view = drawableArea(document, visibleArea);
  const inView = ({ x, y, width, height }: Rectangle): Rectangle => ({ x: x - view.x, y: y - view.y, width, height });
  panel.style.maxBlockSize = `${view.height - 2 * PANEL_GAP_PX}px`;
  const position = placePanel({
    window: view,
    post: inView(dom.getBoundingClientRect(post)),
    words: textBoxesIn(post).map(inView),
    controls: [...controlBoxesIn(post), ...buttonBoxesIn(document)].map(inView),
    heightAt(wanted) {
      panel.style.inlineSize = `${wanted}px`;
      return panel.offsetHeight;
    },
  });
  panel.style.inlineSize = `${position.width}px`;
  panel.style.inset = `${Math.round(position.y + view.y)}px auto auto ${Math.round(position.x + view.x)}px`;
}
