/** Puts the open panel where it is in nobody's way; the style sheet makes it a sheet at phone width. */
import { buttonsIn, controlsIn, wordsIn } from '../../utils/page/obstacles.ts';
import { placePanel } from '../../utils/page/place-panel.ts';

export function settlePanel(panel: HTMLElement, post: Element): void {
  const document = post.ownerDocument;
  const window = document.defaultView as Window;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const place = placePanel({
    window: { width, height: Math.min(height, window.innerHeight) },
    post: post.getBoundingClientRect(),
    words: wordsIn(post),
    controls: [...controlsIn(post), ...buttonsIn(document)],
    heightAt(wanted) {
      panel.style.inlineSize = `${wanted}px`;
      return panel.offsetHeight;
    },
  });
  panel.style.inlineSize = `${place.width}px`;
  panel.style.inset = `${Math.round(place.y)}px auto auto ${Math.round(place.x)}px`;
}
