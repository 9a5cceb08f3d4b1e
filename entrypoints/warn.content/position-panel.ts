/** Positions the open panel where it covers least. At phone width the style sheet makes it a bottom sheet instead. */
import { buttonBoxesIn, controlBoxesIn, textBoxesIn } from '../../utils/overlay/obstacle-boxes.ts';
import { placePanel } from '../../utils/overlay/place-panel.ts';

export function positionPanel(panel: HTMLElement, post: Element): void {
  const document = post.ownerDocument;
  const window = document.defaultView as Window;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const position = placePanel({
    window: { width, height: Math.min(height, window.innerHeight) },
    post: post.getBoundingClientRect(),
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
