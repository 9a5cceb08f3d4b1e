/** Positions the open panel where it covers least. At phone width the style sheet makes it a bottom sheet instead. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { windowSize } from '../../utils/dom/window-size.ts';
import { buttonBoxesIn, controlBoxesIn, textBoxesIn } from '../../utils/overlay/obstacle-boxes.ts';
import { PANEL_GAP_PX, placePanel } from '../../utils/overlay/place-panel.ts';

export function positionPanel(panel: HTMLElement, post: Element): void {
  const document = dom.ownerDocument(post);
  const window = document.defaultView as Window;
  const { width, height } = windowSize(document);
  const windowHeight = Math.min(height, window.innerHeight);
  panel.style.maxBlockSize = `${windowHeight - 2 * PANEL_GAP_PX}px`;
  const position = placePanel({
    window: { width, height: windowHeight },
    post: dom.getBoundingClientRect(post),
    words: textBoxesIn(post),
    controls: [...controlBoxesIn(post), ...buttonBoxesIn(document)],
    heightAt(wanted) {
      panel.style.inlineSize = `${wanted}px`;
      return panel.offsetHeight;
    },
  });
  panel.style.inlineSize = `${position.width}px`;
  panel.style.inset = `${Math.round(position.y)}px auto auto ${Math.round(position.x)}px`;
}
